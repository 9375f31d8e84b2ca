/* SPDX-License-Identifier: MIT */
/*
 * Transcripts: lines marked as a server's or a client's, and what an MTA concluded from
 * them.  A reply to RCPT is about its recipient; one to the end of data may be about
 * whom the conclusion names.
 */
#include "notice_transcript.h"

#include "mime.h"
#include "notice_phrases.h"
#include "notice_recipient.h"
#include "notice_worth.h"
#include "status.h"

#include <string.h>

struct span notice_behind_mark(struct span line, struct phrases marks)
{
    size_t i;

    for (i = 0; i < marks.n; i++)
        if (span_begins(line, marks.at[i]))
            return span_trim(span_from(line, strlen(marks.at[i])));
    return (struct span){ NULL, 0 };
}

/* Where the reading of a transcript stands. */
struct transcript {
    struct notice *notice;
    struct span rcpt;  /* of the last RCPT command */
    unsigned reply;    /* of the block that is read; 0: none */
    size_t start;      /* of the block, in quotes */
    bool fresh;        /* is the last passage a block, which nobody is named for yet? */
    bool last;         /* likewise, of which the MTA has concluded nothing yet? */
    const char *lines; /* what a program said before the line; NULL: nothing */
    bool announced;    /* does the line before end in a colon, as one does that tells details? */
};

/* end_block - a server's reply is complete */
static void end_block(struct transcript *t)
{
    struct notice *notice = t->notice;
    struct notice_passage *block;

    if (t->reply == 0)
        return;
    t->reply = 0;
    block = notice_passage_add(&notice->replies);
    if (!block)
        return;
    block->address = t->rcpt;
    block->text = span_at_most(
        span_of(notice->quotes.ptr + t->start, notice->quotes.ptr + notice->quotes.len),
        NOTICE_WORDS_MAX);
    t->fresh = !t->rcpt.ptr;
    t->last = true;
}

/* add_reply - a line of a server's reply */
static void add_reply(struct transcript *t, struct span line)
{
    unsigned reply = 0;

    (void)reply_parse(line.ptr, line.len, &reply);
    if (reply != t->reply)
        end_block(t);
    if (reply < 400)
        return;
    if (t->reply == 0)
        t->start = t->notice->quotes.len;
    t->reply = reply;
    buf_add(&t->notice->quotes, line.ptr, line.len);
    buf_putc(&t->notice->quotes, '\n');
}

/* add_command - what was said to the server */
static void add_command(struct transcript *t, struct span command)
{
    struct span rest;

    end_block(t);
    t->rcpt = (struct span){ NULL, 0 };
    if (span_begins(command, "rcpt to:"))
        t->rcpt = notice_address_at(span_trim(span_from(command, strlen("rcpt to:"))), &rest);
}

/*
 * add_conclusion - "550 5.1.1 <a@b>... User unknown": what the MTA made of it.
 * Where the server has said something, that is it; else what follows the dots.
 */
static void add_conclusion(struct transcript *t, struct span line)
{
    struct notice_passages *list = &t->notice->replies;
    struct span s = line, address, rest = { NULL, 0 };
    struct sw_status status = { .class = 0 };
    struct notice_passage *passage;
    struct notice_worth w;
    unsigned reply;
    size_t n = reply_parse(s.ptr, s.len, &reply);

    if (n == 0 || reply < 400)
        return;
    end_block(t);
    s = span_trim(span_from(s, n + (n < s.len && s.ptr[n] == '-')));
    s = span_trim(span_from(s, status_parse(s.ptr, s.len, &status)));
    address = notice_address_at(s, &rest);
    passage = t->last || t->fresh ? &list->at[list->n - 1] : NULL;
    /* of another code it concluded from something else */
    if (t->last && status_given(status) && notice_worth_of(passage->text).reply == reply)
        passage->dsn = status;
    t->last = false;
    if (!address.ptr)
        return;
    if (t->fresh) {
        passage->address = address;
        t->fresh = false;
        return;
    }
    if (t->announced && t->notice->sections.n > 0)
        return; /* "Technical details:", of a recipient who was named: he may be another to them */
    while (rest.len > 0 && rest.ptr[0] == '.')
        rest = span_from(rest, 1);
    rest = span_trim(rest);
    w = notice_worth_of(rest);
    if (w.code != rest.ptr)
        rest = t->lines ? span_of(t->lines, line.ptr + line.len) : line;
    passage = notice_passage_add(list);
    if (passage) {
        passage->address = address;
        passage->text = rest;
    }
}

/* may_explain - may the line be what a program that delivers said, before the MTA concludes? */
static bool may_explain(struct span line)
{
    unsigned reply;

    return line.len > 0 && is_alpha(line.ptr[0]) && line.ptr[line.len - 1] != ':' &&
           !span_begins(line, "while talking to") && reply_parse(line.ptr, line.len, &reply) == 0;
}

/* note_line - where the lines begin that may explain the next conclusion */
static void note_line(struct transcript *t, struct span line, bool marked)
{
    if (marked || !may_explain(line))
        t->lines = NULL;
    else if (!t->lines)
        t->lines = line.ptr;
}

void notice_read_transcript(struct notice *notice)
{
    struct transcript t = { .notice = notice };
    struct span text = notice->human, line, quote;

    /* spans point into it: it must never move */
    if (text.len == 0 || buf_room(&notice->quotes, text.len + 1) < text.len)
        return;
    while (mime_line(&text, &line)) {
        struct span s = span_trim(line);

        quote = notice_behind_mark(s, notice_server_marks);
        if (quote.ptr) {
            add_reply(&t, quote);
            t.lines = NULL;
            continue;
        }
        quote = notice_behind_mark(s, notice_client_marks);
        if (quote.ptr)
            add_command(&t, quote);
        else if (s.ptr == line.ptr)
            add_conclusion(&t, s);
        note_line(&t, s, quote.ptr != NULL);
        if (s.len > 0)
            t.announced = s.ptr[s.len - 1] == ':';
    }
    end_block(&t);
}
