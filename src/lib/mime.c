/* SPDX-License-Identifier: MIT */
/*
 * Reading of mail messages as far as notices of failure need it: one pass over
 * the lines with a stack of boundaries, no recursion, parts decoded only when
 * they are asked for.  Judges no content, and changes nothing it cannot read.
 */
#include "mime.h"

#include "ascii.h"
#include "charset.h"

#include <string.h>

enum {
    FIELD_MAX = 64 * 1024, /* bytes of a header that are looked at */
    BOUNDARY_MAX = 200,    /* RFC 2046 says 70 */
    ENCODED = 4,           /* bytes of an encoded part, at most, for one that they decode to */
    WORD_MAX = 1024,       /* bytes of an encoded word; RFC 2047 says 75 */
    BASE64_LOOK = 2048,    /* bytes that tell base64 from text */
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
    const char *p = rest->ptr, *end;

    if (rest->len == 0)
        return false;
    end = p + rest->len;
    while (p < end && *p != '\n' && *p != '\r')
        p++;
    *line = span_of(rest->ptr, p);
    p += end_of_line(p, end);
    *rest = span_of(p, end);
    return true;
}

static struct span trimmed(struct span s)
{
    while (s.len > 0 && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

size_t mime_field_name(struct span line)
{
    size_t n = 0;

    while (n < line.len && (is_alnum(line.ptr[n]) || line.ptr[n] == '-' || line.ptr[n] == '_' ||
                            line.ptr[n] == '.'))
        n++;
    return n > 0 && n < line.len && line.ptr[n] == ':' ? n : 0;
}

struct span mime_head(struct span *rest)
{
    const char *start = rest->ptr, *end = start;
    struct span line;

    while (mime_line(rest, &line)) {
        if (trimmed(line).len == 0)
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
            *value = trimmed(span_of(value->ptr + len + 1, value->ptr + value->len));
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
        value = trimmed(value);
        buf_putc(&plain, ' ');
        buf_add(&plain, value.ptr, value.len);
    }
    buf_clear(out);
    if (plain.ptr)
        mime_words_add(out, (struct span){ plain.ptr, plain.len });
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

static int hex(char c)
{
    c = to_lower(c);
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* quoted_add - a line of quoted-printable; underscore: "_" is a blank */
static void quoted_add(struct buf *out, struct span line, bool underscore)
{
    const char *p = line.ptr, *end = p + line.len;

    for (; p < end; p++) {
        if (*p == '=' && end - p > 2 && hex(p[1]) >= 0 && hex(p[2]) >= 0) {
            buf_putc(out, (char)(hex(p[1]) * 16 + hex(p[2])));
            p += 2;
        } else {
            buf_putc(out, underscore && *p == '_' ? ' ' : *p);
        }
    }
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static void base64_add(struct buf *out, struct span text)
{
    unsigned bits = 0, n = 0;
    size_t i;

    for (i = 0; i < text.len && !out->truncated; i++) {
        int value = base64_value(text.ptr[i]);

        if (value < 0)
            continue;
        bits = (bits << 6 | (unsigned)value) & 0xffffff;
        n += 6;
        if (n >= 8) {
            n -= 8;
            buf_putc(out, (char)(bits >> n & 0xff));
        }
    }
}

/* is_base64 - or is it text with a false label?  Base64 has no blanks within a line. */
static bool is_base64(struct span text)
{
    struct span line;

    text = trimmed(text);
    if (text.len > BASE64_LOOK)
        text.len = BASE64_LOOK;
    while (mime_line(&text, &line)) {
        size_t i;

        line = trimmed(line);
        for (i = 0; i < line.len; i++)
            if (base64_value(line.ptr[i]) < 0 && line.ptr[i] != '=')
                return false;
    }
    return true;
}

/* encoded_word - "=?charset?B?text?=" at p; returns its length, or 0 */
static size_t encoded_word(struct span text, struct buf *out)
{
    const char *p = text.ptr, *end = p + (text.len < WORD_MAX ? text.len : WORD_MAX);
    const char *charset, *words, *close;
    struct buf raw = buf_new(FIELD_MAX);
    char kind;

    if (text.len < 8 || p[0] != '=' || p[1] != '?')
        return 0;
    charset = p + 2;
    p = memchr(charset, '?', (size_t)(end - charset));
    if (!p || end - p < 5 || p[2] != '?')
        return 0;
    kind = to_lower(p[1]);
    words = p + 3;
    close = memmem(words, (size_t)(end - words), "?=", 2);
    if (!close || (kind != 'b' && kind != 'q'))
        return 0;
    if (kind == 'b')
        base64_add(&raw, span_of(words, close));
    else
        quoted_add(&raw, span_of(words, close), true);
    if (raw.ptr)
        charset_add(out, (struct span){ raw.ptr, raw.len }, span_of(charset, p));
    buf_free(&raw);
    return (size_t)(close + 2 - text.ptr);
}

void mime_words_add(struct buf *out, struct span text)
{
    const char *p = text.ptr, *end = p + text.len, *q;

    while (p < end) {
        size_t n = encoded_word(span_of(p, end), out);

        if (n == 0) {
            buf_putc(out, *p++);
            continue;
        }
        p += n;
        for (q = p; q < end && is_blank(*q); q++)
            ;
        if (end - q > 1 && q[0] == '=' && q[1] == '?')
            p = q; /* blanks between two encoded words are none */
    }
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
    value = trimmed(value);
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
        part->encoding = encoding_of((struct span){ field->ptr, field->len });
    if (mime_field(head, "content-disposition", field) && field->ptr)
        part->attachment = begins(field->ptr, field->len, "attachment");
    if (mime_field(head, "content-type", field) && field->len > 0)
        value = (struct span){ field->ptr, field->len };
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

    line = trimmed(line);
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
        before = trimmed(line);
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

/* lines_add - text with LF line ends, quoted-printable decoded if asked for */
static void lines_add(struct buf *out, struct span text, bool quoted)
{
    struct span line;

    while (!out->truncated && mime_line(&text, &line)) {
        bool soft;

        while (quoted && line.len > 0 && is_blank(line.ptr[line.len - 1]))
            line.len--;
        soft = quoted && line.len > 0 && line.ptr[line.len - 1] == '=';
        if (soft)
            line.len--;
        if (quoted)
            quoted_add(out, line, false);
        else
            buf_add(out, line.ptr, line.len);
        if (!soft)
            buf_putc(out, '\n');
    }
}

void mime_text_add(struct buf *out, const struct mime_part *part)
{
    size_t room = out->ceiling - out->len;
    struct buf raw = buf_new(room), utf8 = buf_new(room);
    struct span body = part->body;

    if (body.len / ENCODED > room)
        body.len = ENCODED * room;
    if (part->encoding == MIME_BASE64 && is_base64(body))
        base64_add(&raw, body);
    else
        lines_add(&raw, body, part->encoding == MIME_QUOTED_PRINTABLE);
    if (raw.ptr)
        charset_add(&utf8, (struct span){ raw.ptr, raw.len },
                    (struct span){ part->charset, strlen(part->charset) });
    if (utf8.ptr)
        lines_add(out, (struct span){ utf8.ptr, utf8.len }, false);
    buf_free(&utf8);
    buf_free(&raw);
}

/* Elements that begin a line of their own. */
static const char *const blocks[] = { "br", "p",  "div",   "tr", "li",  "h1", "h2",    "h3",
                                      "ul", "ol", "table", "hr", "pre", "td", "title", "th" };

static const struct {
    const char *name, *text;
} entities[] = {
    { "&lt;", "<" },    { "&gt;", ">" },   { "&amp;", "&" },   { "&nbsp;", " " },
    { "&quot;", "\"" }, { "&#39;", "'" },  { "&apos;", "'" },  { "&#039;", "'" },
    { "&#64;", "@" },   { "&#34;", "\"" }, { "&rsquo;", "'" },
};

/* is_tag - does the tag at p, behind "<" and "/", have that name? */
static bool is_tag(const char *p, const char *end, const char *name)
{
    size_t n = strlen(name);

    return begins(p, (size_t)(end - p), name) && (p + n == end || !is_alnum(p[n]));
}

/* behind_tag - skips the tag at p, and all of a style or script */
static const char *behind_tag(const char *p, const char *end, struct buf *out)
{
    static const char *const hidden[] = { "style", "script", "head" };
    const char *name = p + 1, *close;
    size_t i;

    if (end - p > 4 && memcmp(p, "<!--", 4) == 0) {
        close = memmem(p, (size_t)(end - p), "-->", 3);
        return close ? close + 3 : end;
    }
    for (i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (is_tag(name, end, hidden[i]))
            for (p++; p < end; p++)
                if (*p == '<' && end - p > 2 && p[1] == '/' && is_tag(p + 2, end, hidden[i]))
                    break;
    if (name < end && *name == '/')
        name++;
    for (i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (is_tag(name, end, blocks[i]))
            buf_putc(out, '\n');
    close = p < end ? memchr(p, '>', (size_t)(end - p)) : NULL;
    return close ? close + 1 : end;
}

/* entity_add - the character that is named at p; returns the bytes taken, or 0 */
static size_t entity_add(const char *p, const char *end, struct buf *out)
{
    size_t i;

    for (i = 0; i < sizeof entities / sizeof *entities; i++)
        if (begins(p, (size_t)(end - p), entities[i].name)) {
            buf_puts(out, entities[i].text);
            return strlen(entities[i].name);
        }
    return 0;
}

void mime_html_add(struct buf *out, struct span html)
{
    const char *p = html.ptr, *end = p + html.len;
    size_t n;

    while (p < end && !out->truncated) {
        if (*p == '<' && p + 1 < end &&
            (is_alpha(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')) {
            p = behind_tag(p, end, out);
        } else if (*p == '&' && (n = entity_add(p, end, out)) > 0) {
            p += n;
        } else {
            buf_putc(out, *p == '\n' || *p == '\t' ? ' ' : *p);
            p++;
        }
    }
    buf_putc(out, '\n');
}
