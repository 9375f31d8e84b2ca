/* SPDX-License-Identifier: MIT */
/*
 * Line by line, with a stack of boundaries as mime.c has it: what is cut is only what
 * the library would pass over, or texts beyond a size that nobody reads.
 */
#include "skim.h"

#include "mime.h"
#include "reader.h"
#include "span.h"

#include <string.h>

enum {
    HEAD_MAX = 64 * 1024,                    /* bytes of a part's header */
    LITTLE = 4 * 1024,                       /* bytes kept of what stands between parts */
    RETURNED = 64 * 1024,                    /* of a returned message */
    TEXTS = 512 * 1024,                      /* of all texts together */
    COPY_MAX = READER_WINDOW,                /* of the copy */
    REPORT_FULL = READER_WINDOW - 64 * 1024, /* with so much a part of the report is handed over */
};

void skim_begin(struct skim *skim, size_t first_line, skim_fn *fn, void *arg)
{
    *skim = (struct skim){ .copy = buf_new(COPY_MAX),
                           .head = buf_new(HEAD_MAX),
                           .line = first_line,
                           .in_head = true,
                           .text_room = TEXTS,
                           .fn = fn,
                           .arg = arg };
}

size_t skim_number(const struct skim *skim, size_t line)
{
    size_t i = skim->ncuts;

    while (i > 0 && skim->cut[i - 1].line >= line)
        i--;
    return line + (i > 0 ? skim->cut[i - 1].more : 0);
}

/* keep - the line goes into the copy */
static void keep(struct skim *s, const char *text, size_t len)
{
    size_t more = s->line - s->copied - 1;
    size_t last = s->ncuts > 0 ? s->cut[s->ncuts - 1].more : 0;

    if (len + 2 > COPY_MAX - s->copy.len) {
        s->dropped += len + 1;
        return;
    }
    if (more != last && s->ncuts < SKIM_CUTS)
        s->cut[s->ncuts++] = (struct skim_cut){ s->copied, more };
    buf_add(&s->copy, text, len);
    buf_putc(&s->copy, '\n');
    s->copied++;
}

static struct skim_mark mark(const struct skim *s)
{
    return (struct skim_mark){ s->copy.len, s->copied, s->ncuts };
}

/* back_to - what was kept since then is forgotten */
static void back_to(struct skim *s, struct skim_mark m)
{
    s->copy.len = m.len;
    s->copied = m.copied;
    s->ncuts = m.ncuts;
}

/* hand_over - the copy, and begin the next behind the report's first lines */
static void hand_over(struct skim *s)
{
    s->fn(s->arg, s);
    back_to(s, s->report);
    s->told = true;
}

/* type_of - the part's type in lower case letters is compared; text/plain if none is given */
static struct span type_of(struct buf *field, struct span head)
{
    struct span value;

    if (!mime_field(head, "content-type", field))
        return (struct span){ "text/plain", strlen("text/plain") };
    value = span_trim(span_of_buf(field));
    return value.len > 0 ? value : (struct span){ "text/plain", strlen("text/plain") };
}

/* open_parts - remembers a boundary; false if there is none that can be */
static bool open_parts(struct skim *s, struct span type)
{
    struct span b = mime_parameter(type, "boundary");

    if (!b.ptr || b.len == 0 || b.len > SKIM_BOUNDARY || s->depth == SKIM_DEPTH)
        return false;
    memcpy(s->open[s->depth].text, b.ptr, b.len);
    s->open[s->depth++].len = b.len;
    return true;
}

static void begin_report(struct skim *s)
{
    s->in_report = true;
    s->room = (size_t)-1;
    s->report = mark(s);
}

/* begin_body - behind a header: how much of what follows is kept? */
static void begin_body(struct skim *s)
{
    struct buf field = buf_new(HEAD_MAX);
    struct span type = type_of(&field, span_of_buf(&s->head));

    s->in_head = s->in_report = false;
    s->counted = false;
    s->room = 0;
    if (span_begins(type, "multipart/") && open_parts(s, type)) {
        s->room = LITTLE;
    } else if (span_begins(type, "message/delivery-status") ||
               span_begins(type, "message/global-delivery-status")) {
        begin_report(s);
    } else if (span_begins(type, "message/") || span_begins(type, "text/rfc822")) {
        s->room = RETURNED;
    } else if (span_begins(type, "text") || span_begins(type, "multipart/")) {
        s->room = s->text_room;
        s->counted = true;
    } else if (s->depth > 0) {
        back_to(s, s->part); /* an attachment: nothing of it is needed */
    }
    buf_clear(&s->head);
    buf_free(&field);
}

/* boundary_at - the level of the boundary that the line is; -1: it is none */
static int boundary_at(const struct skim *s, struct span line, bool *closes)
{
    size_t level;

    line = span_trim(line);
    if (s->depth == 0 || line.len < 3 || line.ptr[0] != '-' || line.ptr[1] != '-')
        return -1;
    line = span_from(line, 2);
    for (level = s->depth; level-- > 0;) {
        const struct skim_boundary *b = &s->open[level];

        if (line.len < b->len || memcmp(line.ptr, b->text, b->len) != 0)
            continue;
        *closes = line.len == b->len + 2 && memcmp(line.ptr + b->len, "--", 2) == 0;
        if (line.len == b->len || *closes)
            return (int)level;
    }
    return -1;
}

/* head_line - all of a header is kept; an empty line ends it */
static void head_line(struct skim *s, struct span line)
{
    keep(s, line.ptr, line.len);
    if (span_trim(line).len == 0 && (s->head.len > 0 || s->depth > 0)) {
        begin_body(s);
        return;
    }
    buf_add(&s->head, line.ptr, line.len);
    buf_putc(&s->head, '\n');
}

/* body_line - as much as there is room for */
static void body_line(struct skim *s, struct span line)
{
    if (s->room <= line.len) {
        s->room = 0;
        s->dropped += s->counted ? line.len + 1 : 0;
        return;
    }
    if (s->in_report && s->copy.len > REPORT_FULL && span_trim(line).len == 0)
        hand_over(s);
    if (!s->in_report) {
        s->room -= line.len + 1;
        s->text_room -= s->counted ? line.len + 1 : 0;
    } else if (span_trim(line).len > 0) {
        s->told = false;
    }
    keep(s, line.ptr, line.len);
}

void skim_line(struct skim *s, const char *text, size_t len)
{
    struct span line = { text, len };
    bool closes = false;
    int level = s->in_head ? -1 : boundary_at(s, line, &closes);

    if (level >= 0) {
        s->depth = (size_t)level + (closes ? 0 : 1);
        s->in_head = !closes;
        s->in_report = s->counted = false;
        s->room = LITTLE;
        s->part = mark(s);
        keep(s, text, len);
    } else if (s->in_head) {
        head_line(s, line);
    } else {
        body_line(s, line);
    }
    s->line++;
}

void skim_rest(struct skim *s, size_t len)
{
    if (s->counted || s->in_head || s->in_report)
        s->dropped += len;
}

size_t skim_end(struct skim *s, size_t first_line)
{
    if (!s->told)
        s->fn(s->arg, s);
    buf_free(&s->copy);
    buf_free(&s->head);
    return s->line - first_line;
}
