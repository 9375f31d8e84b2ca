/* SPDX-License-Identifier: MIT */
/*
 * What the encodings of mail stand for: quoted-printable, base64, encoded words.
 * What is broken, or labelled falsely, is text as it stands.
 */
#include "mime.h"

#include "ascii.h"
#include "charset.h"
#include "span.h"

#include <string.h>

enum {
    CODED = 4,        /* bytes of an encoded part, at most, for one that they decode to */
    WORD_MAX = 1024,  /* bytes of an encoded word; RFC 2047 says 75 */
    BASE64_LINE = 40, /* bytes of a line that tell base64 from text */
};

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

static bool is_base64(struct span line)
{
    size_t i;

    for (i = 0; i < line.len; i++)
        if (base64_value(line.ptr[i]) < 0 && line.ptr[i] != '=')
            return false;
    return true;
}

/*
 * base64_length - how much of the text is base64, which has no blanks within a line?  Lists and
 * scanners put plain text behind it.  0: it is text with a false label.
 */
static size_t base64_length(struct span text)
{
    struct span rest = text, line;
    const char *end = text.ptr;
    size_t longest = 0;

    while (mime_line(&rest, &line)) {
        line = span_trim(line);
        if (!is_base64(line))
            return longest >= BASE64_LINE ? (size_t)(end - text.ptr) : 0;
        longest = line.len > longest ? line.len : longest;
        end = rest.ptr;
    }
    return text.len;
}

/* encoded_word - "=?charset?B?text?=" at p; returns its length, or 0 */
static size_t encoded_word(struct span text, struct buf *out)
{
    const char *p = text.ptr, *end = p + (text.len < WORD_MAX ? text.len : WORD_MAX);
    const char *charset, *words, *close;
    struct buf raw = buf_new(WORD_MAX);
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
    charset_add(out, span_of_buf(&raw), span_of(charset, p));
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
    struct span body = part->body, behind = { "", 0 };
    size_t coded;

    if (body.len / CODED > room)
        body.len = CODED * room;
    if (part->encoding == MIME_BASE64 && (coded = base64_length(body)) > 0) {
        base64_add(&raw, span_at_most(body, coded));
        behind = span_from(body, coded);
    } else {
        lines_add(&raw, body, part->encoding == MIME_QUOTED_PRINTABLE);
    }
    charset_add(&utf8, span_of_buf(&raw), (struct span){ part->charset, strlen(part->charset) });
    lines_add(out, span_of_buf(&utf8), false);
    lines_add(out, behind, false);
    buf_free(&utf8);
    buf_free(&raw);
}
