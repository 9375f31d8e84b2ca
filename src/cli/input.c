/* SPDX-License-Identifier: MIT */
/*
 * Inputs: files, directories, archives, standard input.  Decides whether one is a log,
 * explained line by line as it flows, or a paste, explained at its end.  Never waits for
 * a second line before it has shown the first.
 */
#include "input.h"

#include "about.h"
#include "advice.h"
#include "ascii.h"
#include "buf.h"
#include "mailbox.h"
#include "operands.h"
#include "sniff.h"
#include "span.h"
#include "summary.h"
#include "unpack.h"
#include "unwrap.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE = 250 }; /* milliseconds in which a lone line's input must end to be a paste */

enum { EXCERPT = 100 }; /* lines of a log that somebody may have pasted */

enum { DEPTH_MAX = 32 }; /* directories in directories */

/* One input while it is read. */
struct input {
    struct run *run;
    const char *source;
    struct reader reader;
    bool patient; /* a file or a terminal: its end can be waited for */
};

/* more_follows - does anything but blanks stand behind the first n bytes, now or soon? */
static bool more_follows(struct input *in, size_t n)
{
    struct reader *r = &in->reader;
    struct pollfd pollfd = { .fd = r->fd, .events = POLLIN };

    for (;;) {
        for (; n < r->end - r->next; n++)
            if (!is_blank(r->window[r->next + n]))
                return true;
        if (!in->patient && !r->eof && poll(&pollfd, 1, PATIENCE) == 0)
            return true; /* a log that grows slowly */
        if (!reader_fill(r))
            return !r->eof;
    }
}

/* all_here - is the whole input in the window, now or soon, and is it short? */
static bool all_here(struct input *in)
{
    struct reader *r = &in->reader;
    struct pollfd pollfd = { .fd = r->fd, .events = POLLIN };

    while (!r->eof && r->end - r->next <= UNWRAP_MOST) {
        if (!in->patient && poll(&pollfd, 1, PATIENCE) == 0)
            return false;
        if (!reader_fill(r))
            break;
    }
    return r->eof;
}

/* mostly_prose - are most lines of the text none of a log? */
static bool mostly_prose(const char *text, size_t len)
{
    const char *p = text, *end = text + len, *nl;
    size_t logs = 0, prose = 0;

    for (; p < end; p = nl + 1) {
        enum sniff sniff;

        nl = line_ends(p, end);
        sniff = sniff_line(p, (size_t)(nl - p));
        logs += sniff == SNIFF_LOG;
        prose += sniff == SNIFF_PASTE;
    }
    return prose > logs;
}

/* is_wrapped - are lines of a log, or replies in it, cut into several lines? */
static bool is_wrapped(const char *text, size_t len)
{
    struct buf scratch = buf_new(UNWRAP_MOST), mended = buf_new(UNWRAP_MOST);
    bool wrapped = unwrap((struct span){ text, len }, &scratch, &mended);

    buf_free(&scratch);
    buf_free(&mended);
    return wrapped;
}

/* is_short - are there so few lines in the window that somebody may have chosen them? */
static bool is_short(const struct reader *r)
{
    size_t len = r->end - r->next;

    return len <= UNWRAP_MOST && reader_count_lines(r->window + r->next, len) <= EXCERPT;
}

/* looks_chosen - what is in the window begins like a log and is no log: the trace of a program that
 * sends mail, a log that was pasted and wrapped on the way */
static bool looks_chosen(const struct reader *r)
{
    const char *text = r->window + r->next;
    size_t len = r->end - r->next;

    return is_short(r) && ((mostly_prose(text, len) && about_mail((struct span){ text, len })) ||
                           is_wrapped(text, len));
}

/* is_excerpt - does an input that begins like a log want to be read as one text? */
static bool is_excerpt(struct input *in)
{
    return looks_chosen(&in->reader) && all_here(in) && looks_chosen(&in->reader);
}

/* is_log - judge the input by its first line that says anything; a lone line is a paste */
static bool is_log(struct input *in)
{
    struct reader *r = &in->reader;
    size_t from = 0;

    for (;;) {
        const char *line = r->window + r->next + from;
        size_t rest = r->end - r->next - from;
        const char *nl = memchr(line, '\n', rest);
        size_t len = nl ? (size_t)(nl - line) : rest;
        enum sniff sniff;

        if (!nl && reader_fill(r))
            continue;
        sniff = sniff_line(line, len);
        if (sniff == SNIFF_LOG)
            return (in->run->summary || more_follows(in, from + len)) && !is_excerpt(in);
        if (sniff == SNIFF_PASTE || !nl)
            return false;
        from += len + 1;
    }
}

/* read_paste - explain the window as one text; what is too long for it goes on as lines */
static size_t read_paste(struct input *in)
{
    struct reader *r = &in->reader;
    size_t len, lines;
    const char *text, *nl;

    while (reader_fill(r))
        ;
    text = r->window + r->next;
    len = r->end - r->next;
    if (sw_is_message(text, len))
        return mailbox_read(in->run, in->source, r);
    if (!r->eof) {
        nl = memrchr(text, '\n', len);
        len = nl ? (size_t)(nl + 1 - text) : len;
    }
    run_text(in->run, in->source, text, len, 1);
    lines = reader_count_lines(text, len);
    r->next += len;
    return lines;
}

/* read_block - some lines of a log; those that cannot report anything are only counted */
static void read_block(struct input *in, struct sw_lines *finder, const struct reader_line *block,
                       size_t number)
{
    struct run *run = in->run;
    struct sw_line found;
    bool passed = block->more;

    sw_lines_begin(finder, block->text, block->len);
    while (!run->done && sw_lines_next(finder, &found)) {
        struct reader_line line = { found.text, found.len, block->more, true };

        run_line(run, in->source, &in->reader, &line, number + found.before + 1);
        passed = false;
    }
    if (passed)
        reader_pass_over(&in->reader);
}

/* read_lines - the rest of the input, as a log */
static void read_lines(struct input *in, size_t number)
{
    struct run *run = in->run;
    struct sw_lines *finder = sw_lines_new(run->options->all || options_filter(run->options));
    struct reader_line block;

    if (!finder)
        diag_error(run->diag, diag_source(in->source), 0, "out of memory");
    while (finder && !run->done && reader_take_lines(&in->reader, &block)) {
        read_block(in, finder, &block, number);
        number += sw_lines_count(finder);
        run->lines += sw_lines_count(finder);
    }
    sw_lines_free(finder);
}

/* count_lines - those of a text, whose last may have no newline */
static size_t count_lines(struct span text)
{
    return reader_count_lines(text.ptr, text.len) + (text.ptr[text.len - 1] != '\n');
}

/* What was told of the input so far, and how long that was. */
struct progress {
    unsigned long long found, lines;
};

static struct progress progress(const struct run *run)
{
    const struct sw_totals *t;

    if (!run->summary)
        return (struct progress){ run->found, run->lines };
    t = sw_summary_totals(run->summary);
    return (struct progress){ t->temporary + t->permanent, t->lines };
}

/* read_log - line by line; if the few lines of an excerpt say nothing each, perhaps all together do
 */
static void read_log(struct input *in)
{
    struct run *run = in->run;
    struct reader *r = &in->reader;
    struct buf text = buf_new(UNWRAP_MOST);
    struct progress before = progress(run), after;

    if (is_short(r))
        buf_add(&text, r->window + r->next, r->end - r->next);
    if (run->summary)
        summary_read_log(run, in->source, r);
    else
        read_lines(in, 0);
    after = progress(run);
    if (after.found == before.found && text.len > 0 && about_mail(span_of_buf(&text)) &&
        after.lines - before.lines <= count_lines(span_of_buf(&text)))
        run_again(run, in->source, text.ptr, text.len);
    buf_free(&text);
}

/* is_list - does the input begin with a reply's code?  Then a summary counts each line. */
static bool is_list(const struct input *in)
{
    const char *p = in->reader.window + in->reader.next;
    const char *end = in->reader.window + in->reader.end;

    while (p < end && is_blank(*p))
        p++;
    return end - p > 4 && *p >= '2' && *p <= '5' && is_digit(p[1]) && is_digit(p[2]) &&
           (p[3] == ' ' || p[3] == '-');
}

/* count_input - for a summary */
static void count_input(struct input *in)
{
    places_add(&in->run->places, in->source, sw_summary_totals(in->run->summary)->lines);
    if (is_log(in)) {
        read_log(in);
    } else if (is_list(in)) {
        summary_read_list(in->run, &in->reader);
    } else {
        sw_summary_skip(in->run->summary, read_paste(in));
        summary_read_log(in->run, in->source, &in->reader);
    }
}

static void read_directory(struct run *run, const char *name);
static bool read_packed(struct run *run, const char *name, int fd, const struct reader *begun);

/* is_packed_pipe - does a pipe's start, the least of it that tells, look like an archive's? */
static bool is_packed_pipe(struct input *in)
{
    const unsigned char *start = (const unsigned char *)in->reader.window;
    const char *program;

    if (in->patient)
        return false;
    in->reader.raw = true;
    while (unpack_perhaps(start, in->reader.end) && reader_fill(&in->reader))
        ;
    if (unpack_needed(start, in->reader.end, &program))
        return true;
    reader_settle(&in->reader);
    return false;
}

/* read_input - everything from fd */
static void read_input(struct run *run, const char *source, int fd)
{
    struct input in = { .run = run, .source = source };
    bool flush = run->flush;
    struct stat st;

    if (fstat(fd, &st) != 0) {
        diag_error(run->diag, diag_source(source), 0, "%s", strerror(errno));
        return;
    }
    if (S_ISDIR(st.st_mode) && strcmp(source, "-") == 0) {
        diag_error(run->diag, diag_source(source), 0, "%s", strerror(EISDIR));
        return;
    }
    if (S_ISDIR(st.st_mode)) {
        read_directory(run, source);
        return;
    }
    if (run->done)
        return;
    in.patient = S_ISREG(st.st_mode) || isatty(fd) || run->packed;
    run->flush = flush || !(S_ISREG(st.st_mode) || run->packed);
    if (!reader_open(&in.reader, fd)) {
        diag_error(run->diag, diag_source(source), 0, "out of memory");
        return;
    }
    if (is_packed_pipe(&in) && read_packed(run, source, fd, &in.reader))
        ; /* that has read it */
    else if (run->options->mode == MODE_MERGE)
        summary_merge_read(run, source, &in.reader);
    else if (run->summary)
        count_input(&in);
    else if (is_log(&in))
        read_log(&in);
    else
        read_lines(&in, read_paste(&in));
    if (in.reader.error)
        diag_error(run->diag, diag_source(source), 0, "%s", strerror(in.reader.error));
    reader_close(&in.reader);
    run->flush = flush;
}

/* read_packed - a compressed file, through its program, and so a pipe whose start is in begun;
 * false if it is none */
static bool read_packed(struct run *run, const char *name, int fd, const struct reader *begun)
{
    off_t at = lseek(fd, 0, SEEK_CUR);
    unsigned char magic[UNPACK_MAGIC];
    const unsigned char *start = begun ? (unsigned char *)begun->window : magic;
    ssize_t n = begun ? (ssize_t)begun->end : at < 0 ? 0 : pread(fd, magic, sizeof magic, at);
    const char *program, *why;
    struct unpack u;

    if (n <= 0 || !unpack_needed(start, (size_t)n, &program))
        return false;
    if (begun)
        unpack_start_pipe(fd, begun->window, begun->end, program, &u);
    else
        unpack_start_fd(fd, program, &u);
    if (u.fd < 0) {
        diag_error(run->diag, diag_source(name), 0, "%s", strerror(errno));
        return true;
    }
    run->packed = true; /* its pipe is no stream that somebody waits for */
    read_input(run, name, u.fd);
    run->packed = false;
    if (unpack_end(&u, !run->done, &why) != 0)
        diag_error(run->diag, diag_source(name), 0, "%s", why);
    return true;
}

static void read_file(struct run *run, const char *name)
{
    bool standard = strcmp(name, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        diag_error(run->diag, name, 0, "%s", strerror(errno));
    else if (!read_packed(run, name, fd, NULL))
        read_input(run, name, fd);
    if (fd >= 0 && !standard)
        close(fd);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name); /* not alphasort(), which follows the locale */
}

/* is_entry - no hidden file; of a Maildir's folders not the one that is being written to */
static int is_entry(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strcmp(entry->d_name, "tmp") != 0;
}

/* is_found - what a walk through directories reads: no pipe or device, which may never end, and no
 * link to a directory, which may lead in circles.  What is not there is told when it is opened. */
static bool is_found(const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0 || S_ISDIR(st.st_mode) || S_ISREG(st.st_mode))
        return true;
    return S_ISLNK(st.st_mode) && (stat(path, &st) != 0 || S_ISREG(st.st_mode));
}

/* read_entry - a file of a directory, or all of one within it */
static void read_entry(struct run *run, const char *directory, const char *name)
{
    bool ends_in_slash = directory[0] != '\0' && directory[strlen(directory) - 1] == '/';
    char *path = NULL;

    if (asprintf(&path, "%s%s%s", directory, ends_in_slash ? "" : "/", name) < 0) {
        diag_error(run->diag, directory, 0, "out of memory");
        return;
    }
    run->depth++;
    if (is_found(path))
        read_file(run, path);
    run->depth--;
    free(path);
}

/* read_directory - its files in the order of their names: a Maildir, a folder of messages or logs
 */
static void read_directory(struct run *run, const char *name)
{
    struct dirent **entries = NULL;
    int n = scandir(name, &entries, is_entry, by_name), i;

    if (n < 0)
        diag_error(run->diag, name, 0, "%s", strerror(errno));
    if (n > 0 && run->depth == DEPTH_MAX)
        diag_error(run->diag, name, 0, "more than %d directories in one another", DEPTH_MAX);
    for (i = 0; i < n; i++) {
        if (run->depth < DEPTH_MAX)
            read_entry(run, name, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* explain_operands - all together are one text; returns what is wrong with it in advice */
static bool explain_operands(struct run *run, char advice[ADVICE_TEXT])
{
    const struct options *o = run->options;
    struct buf text = buf_new(READER_WINDOW);
    bool told = false;
    size_t i;

    for (i = 0; i < o->noperands; i++) {
        if (i > 0)
            buf_putc(&text, ' ');
        buf_puts(&text, o->operands[i]);
    }
    if (text.ptr)
        run_text(run, "argument", text.ptr, text.len, 1);
    if (text.ptr && run->found == 0)
        told = advice_code(text.ptr, text.len, advice);
    buf_free(&text);
    return told;
}

/* tell_nothing - nobody should be left without a word */
static void tell_nothing(const struct run *run, const char *advice)
{
    const char *plural = run->lines == 1 ? "" : "s";

    if (run->summary || run->printer || run->sink.printed > 0 || run->diag->status != 0)
        return;
    if (advice)
        diag_note("nothing to explain: %s", advice);
    else if (run->found > 0)
        diag_note("nothing passed the filter: %zu outcome%s, but none of that class and category",
                  run->found, run->found == 1 ? "" : "s");
    else if (run->lines > 0 && run->options->all)
        diag_note("nothing to explain: no reply in %zu line%s", run->lines, plural);
    else if (run->lines > 0)
        diag_note("nothing to explain: no failure in %zu line%s (--all shows successes too)",
                  run->lines, plural);
    else
        diag_note("nothing to explain: no SMTP reply or known wording found");
}

/* read_files - those that the operands name; without any, standard input */
static void read_files(struct run *run)
{
    const struct options *o = run->options;
    size_t i;

    if (o->noperands == 0)
        read_file(run, "-");
    for (i = 0; i < o->noperands; i++)
        read_file(run, o->operands[i]);
}

void input_merge(struct run *run)
{
    read_files(run);
}

void input_run(struct run *run)
{
    char advice[ADVICE_TEXT];
    bool advised = false;

    if (run->options->noperands > 0 && !operands_are_files(run))
        advised = explain_operands(run, advice);
    else
        read_files(run);
    tell_nothing(run, advised ? advice : NULL);
}
