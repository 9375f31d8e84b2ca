/* SPDX-License-Identifier: MIT */
/*
 * Messages of mail, as many as fit at a time.  One that is longer than the reader's window
 * is shortened as it comes, to what the library would look at.
 */
#include "mailbox.h"

#include "skim.h"

#include <stdlib.h>
#include <string.h>

/* What is read, and for whom. */
struct mailbox {
    struct run *run;
    const char *source;
    struct reader *reader;
};

/* is_at_message - does the next message of a mailbox begin here? */
static bool is_at_message(struct reader *r)
{
    static const char mark[] = "From ";

    while (r->end - r->next < sizeof mark - 1 && reader_fill(r))
        ;
    return r->end - r->next >= sizeof mark - 1 &&
           memcmp(r->window + r->next, mark, sizeof mark - 1) == 0;
}

/* explain_copy - of a message that is too long for the window */
static void explain_copy(void *arg, struct skim *skim)
{
    struct mailbox *m = arg;

    if (m->run->done)
        return;
    m->run->skim = skim;
    run_text(m->run, m->source, skim->copy.ptr ? skim->copy.ptr : "", skim->copy.len, 1);
    m->run->skim = NULL;
}

/* read_whole - the next message to its end, which skim shortens */
static void read_whole(struct mailbox *m, struct skim *skim)
{
    struct reader *r = m->reader;
    bool mailbox = is_at_message(r), first = true;
    struct reader_line line, piece;

    while (!m->run->done && (first || !mailbox || !is_at_message(r)) &&
           reader_take_line(r, &line)) {
        bool more = line.more;

        first = false;
        skim_line(skim, line.text, line.len);
        while (more && reader_rest(r, &piece)) {
            skim_rest(skim, piece.len);
            more = piece.more;
        }
    }
}

/* read_long - a message that is longer than the window; returns its lines */
static size_t read_long(struct mailbox *m, size_t number)
{
    struct skim *skim = malloc(sizeof *skim);
    size_t lines, dropped;

    if (!skim) {
        diag_error(m->run->diag, diag_source(m->source), 0, "out of memory");
        m->run->done = true;
        return 0;
    }
    skim_begin(skim, number, explain_copy, m);
    read_whole(m, skim);
    lines = skim_end(skim, number);
    dropped = skim->dropped;
    free(skim);
    if (dropped > 0)
        diag_note("%s: a message longer than %d bytes: %zu bytes of its text were not looked at",
                  diag_source(m->source), READER_WINDOW, dropped);
    return lines;
}

/* last_message - where in a full window the last, perhaps unfinished message begins; 0 if nowhere
 */
static size_t last_message(const char *text, size_t len)
{
    size_t i;

    for (i = len; i-- > 6;)
        if (text[i - 6] == '\n' && memcmp(text + i - 5, "From ", 5) == 0)
            return i - 5;
    return 0;
}

size_t mailbox_read(struct run *run, const char *source, struct reader *r)
{
    struct mailbox m = { run, source, r };
    size_t lines = 0, len, last;

    while (!run->done && r->next < r->end) {
        const char *text;

        while (reader_fill(r))
            ;
        text = r->window + r->next;
        len = r->end - r->next;
        last = r->eof ? 0 : last_message(text, len);
        if (!r->eof && last == 0) {
            lines += read_long(&m, lines + 1);
            continue;
        }
        len = last > 0 ? last : len;
        run_text(run, source, text, len, lines + 1);
        lines += reader_count_lines(text, len);
        r->next += len;
    }
    return lines;
}
