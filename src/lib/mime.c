/* SPDX-License-Identifier: MIT */
/*
 * The structure of mail messages as far as notices of failure need it: lines, fields,
 * and one pass over the parts with a stack of boundaries, no recursion.  Parts are
 * decoded, by mime_text.c, only when they are asked for.  Judges no content, and
 * changes nothing it cannot read.
 */
#include "mime.h"

#include "ascii.h"
#include "span.h"

#include <string.h>

enum {
    FIELD_MAX = 64 * 1024, /* bytes of a header that are looked at */
    BOUNDARY_MAX = 200,    /* RFC 2046 says 70 */
};

/* end_of_line - bytes of the line end at p: some gateways put a second CR before a CRLF */
static size_t end_of_line(const char *p, const char *end)
{
    if (p == end)
        return 0;
    if (*p == '\r' && end - p > 1 && p[1] == '\n')
        return 2;
    return *p == '\r' && end - p > 2 && p[1] == '\r' && p[2] == '\n' ? 3 : 1;
}

bool mime_line(struct span *rest, struct span *line)
{
    const char *p, *end, *cr;

    if (rest->len == 0)
        return false;
    end = rest->ptr + rest->len;
    p = line_ends(rest->ptr, end);
    cr = memchr(rest->ptr, '\r', (size_t)(p - rest->ptr));
    p = cr ? cr : p;
    *line = span_of(rest->ptr, p);
    p += end_of_line(p, end);
    *rest = span_of(p, end);
    return true;
}

size_t mime_field_name(struct span line)
{
    size_t n = 0;

    while (n < line.len && (is_alnum(line.ptr[n]) || line.ptr[n] == '-' || line.ptr[n] == '_' ||
                            line.ptr[n] == '.'))
        n++;
    return n > 0 && n < line.len && line.ptr[n] == ':' ? n : 0;
}

/* goes_on - do folded lines of a field follow, and then the next field?  A report of a filter, in
 * the header, has lines of nothing but a blank. */
static bool goes_on(struct span rest)
{
    struct span line;

    while (mime_line(&rest, &line))
        if (line.len == 0 || !is_blank(line.ptr[0]))
            return mime_field_name(line) > 0;
    return false;
}

struct span mime_head(struct span *rest)
{
    const char *start = rest->ptr, *end = start;
    struct span line;

    while (mime_line(rest, &line)) {
        if (span_trim(line).len == 0 &&
            (line.len == 0 || rest->len == 0 || !is_blank(rest->ptr[0]) || !goes_on(*rest)))
            break;
        end = line.ptr + line.len;
    }
    return span_of(start, end);
}

/* find_field - the first line of the field, and what follows that line */
static bool find_field(struct span head, const char *name, struct span *value, struct span *rest)
{
    size_t len = strlen(name);

    *rest = head;
    while (mime_line(rest, value))
        if (mime_field_name(*value) == len && begins(value->ptr, value->len, name)) {
            *value = span_trim(span_of(value->ptr + len + 1, value->ptr + value->len));
            return true;
        }
    return false;
}

bool mime_field(struct span head, const char *name, struct buf *out)
{
    struct buf plain = buf_new(FIELD_MAX);
    struct span value, rest;

    if (head.len > FIELD_MAX)
        head.len = FIELD_MAX;
    if (!find_field(head, name, &value, &rest))
        return false;
    buf_add(&plain, value.ptr, value.len);
    /* what is no field goes on with this one, even if its blank got lost */
    while (mime_line(&rest, &value) && mime_field_name(value) == 0) {
        value = span_trim(value);
        buf_putc(&plain, ' ');
        buf_add(&plain, value.ptr, value.len);
    }
    buf_clear(out);
    mime_words_add(out, span_of_buf(&plain));
    buf_free(&plain);
    return true;
}

struct span mime_parameter(struct span value, const char *name)
{
    const char *p = value.ptr, *end = p + value.len, *q;
    size_t len = strlen(name);

    for (; (p = memchr(p, ';', (size_t)(end - p)));) {
        for (p++; p < end && is_blank(*p); p++)
            ;
        if (!begins(p, (size_t)(end - p), name))
            continue;
        for (q = p + len; q < end && is_blank(*q); q++)
            ;
        if (q == end || *q != '=')
            continue;
        for (q++; q < end && is_blank(*q); q++)
            ;
        if (q < end && *q == '"') {
            const char *close = memchr(q + 1, '"', (size_t)(end - q - 1));

            return span_of(q + 1, close ? close : end);
        }
        for (p = q; q < end && *q != ';' && !is_blank(*q); q++)
            ;
        return span_of(p, q);
    }
    return (struct span){ NULL, 0 };
}

/* A walk over the parts. */
struct walk {
    struct span open[MIME_DEPTH_MAX]; /* the boundaries, outermost first */
    size_t depth, parts;
    struct mime_part part;
    bool in_part, stopped;
    bool broken; /* the last header promised parts without a boundary */
    mime_part_fn *fn;
    void *arg;
};

static void copy_lower(char to[MIME_TYPE_SIZE], struct span from)
{
    size_t i;

    for (i = 0; i < from.len && i + 1 < MIME_TYPE_SIZE; i++)
        to[i] = to_lower(from.ptr[i]);
    to[i] = '\0';
}

static enum mime_encoding encoding_of(struct span value)
{
    value = span_trim(value);
    if (begins(value.ptr, value.len, "quoted-printable"))
        return MIME_QUOTED_PRINTABLE;
    return begins(value.ptr, value.len, "base64") ? MIME_BASE64 : MIME_PLAIN;
}

/* set_part - what the part's header says; *boundary is in field */
static void set_part(struct mime_part *part, struct span head, struct buf *field,
                     struct span *boundary)
{
    struct span value = { "text/plain", 10 };
    size_t n = 0;

    *part = (struct mime_part){ .encoding = MIME_PLAIN };
    *boundary = (struct span){ NULL, 0 };
    if (mime_field(head, "content-transfer-encoding", field) && field->ptr)
        part->encoding = encoding_of(span_of_buf(field));
    if (mime_field(head, "content-disposition", field) && field->ptr)
        part->attachment = begins(field->ptr, field->len, "attachment");
    if (mime_field(head, "content-type", field) && field->len > 0)
        value = span_of_buf(field);
    while (n < value.len && value.ptr[n] != ';' && !is_blank(value.ptr[n]))
        n++;
    copy_lower(part->type, (struct span){ value.ptr, n });
    copy_lower(part->charset, mime_parameter(value, "charset"));
    if (begins(part->type, n, "multipart/"))
        *boundary = mime_parameter(value, "boundary");
}

/* begin_part - behind the header that was taken off */
static void begin_part(struct walk *w, struct span head, const char *body)
{
    struct buf field = buf_new(FIELD_MAX);
    struct span boundary;
    const char *there;

    set_part(&w->part, head, &field, &boundary);
    /* the boundary as it stands in the message: what is open must outlive the field */
    there = boundary.len > 0 && boundary.len <= BOUNDARY_MAX
                ? memmem(head.ptr, head.len, boundary.ptr, boundary.len)
                : NULL;
    w->in_part = !there || w->depth == MIME_DEPTH_MAX;
    w->broken = !there && begins(w->part.type, strlen(w->part.type), "multipart/");
    if (w->broken)
        copy_lower(w->part.type, (struct span){ "text/plain", 10 });
    if (!w->in_part)
        w->open[w->depth++] = (struct span){ there, boundary.len };
    w->part.body = span_of(body, body);
    buf_free(&field);
}

static void end_part(struct walk *w, const char *end)
{
    if (w->in_part) {
        w->part.body = span_of(w->part.body.ptr, end);
        w->in_part = false;
        w->parts++;
        if (!w->fn(w->arg, &w->part))
            w->stopped = true;
    }
}

/* boundary_at - does the line end a part?  Returns the level of its boundary, or -1. */
static int boundary_at(const struct walk *w, struct span line, bool *closes)
{
    size_t level;

    line = span_trim(line);
    if (line.len < 3 || line.ptr[0] != '-' || line.ptr[1] != '-')
        return -1;
    for (level = w->depth; level-- > 0;) {
        struct span b = w->open[level];
        size_t behind = line.len - 2;

        if (behind < b.len || memcmp(line.ptr + 2, b.ptr, b.len) != 0)
            continue;
        behind -= b.len;
        *closes = behind == 2 && memcmp(line.ptr + 2 + b.len, "--", 2) == 0;
        if (behind == 0 || *closes)
            return (int)level;
    }
    return -1;
}

static void walk(struct walk *w, struct span rest)
{
    struct span line;
    bool closes = false;

    while (!w->stopped && mime_line(&rest, &line)) {
        bool dashes = line.len > 2 && (line.ptr[0] == '-' || is_blank(line.ptr[0]));
        int level = dashes ? boundary_at(w, line, &closes) : -1;

        if (level < 0)
            continue;
        end_part(w, line.ptr);
        w->depth = (size_t)level + (closes ? 0 : 1);
        if (!closes && !w->stopped) {
            struct span head = mime_head(&rest);

            if (head.len == 0 && begins(rest.ptr, rest.len, "content-") && mime_field_name(rest))
                head = mime_head(&rest); /* an empty line got before it */
            begin_part(w, head, rest.ptr);
        }
    }
    if (!w->stopped)
        end_part(w, rest.ptr + rest.len);
}

/* guess_boundary - the first "--x" with a field of a part under it */
static struct span guess_boundary(struct span rest)
{
    struct span line, before = { NULL, 0 };

    while (mime_line(&rest, &line)) {
        if (begins(line.ptr, line.len, "content-") && mime_field_name(line) > 0 && before.len > 2 &&
            before.len <= BOUNDARY_MAX && memcmp(before.ptr, "--", 2) == 0)
            return span_of(before.ptr + 2, before.ptr + before.len);
        before = span_trim(line);
    }
    return (struct span){ NULL, 0 };
}

void mime_walk(struct span head, struct span body, mime_part_fn *fn, void *arg)
{
    struct walk w = { .fn = fn, .arg = arg };
    struct span guess;

    begin_part(&w, head, body.ptr);
    if (!w.broken)
        walk(&w, body);
    if (w.parts > 0)
        return;
    /* a multipart message without its boundary: it has another one, or is text */
    guess = guess_boundary(body);
    w = (struct walk){ .fn = fn, .arg = arg, .in_part = true };
    w.part = (struct mime_part){ .type = "text/plain", .body = body };
    if (guess.ptr) {
        w.open[0] = guess;
        w.depth = 1;
    }
    walk(&w, body);
}
