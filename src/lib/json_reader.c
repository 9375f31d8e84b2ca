/* SPDX-License-Identifier: MIT */
/*
 * The JSON pull parser.  An array hands its own key on to its elements, so that
 * "recipients": ["a@b", "c@d"] reads like the same key twice.
 */
#include "json_reader.h"

#include "ascii.h"
#include "format.h"
#include "utf8.h"

#include <string.h>

void json_read(struct json *j, struct span text)
{
    j->p = text.ptr;
    j->end = text.ptr + text.len;
    j->depth = 0;
}

/* string - the inside of the string at p; NULL if it does not end */
static const char *string(struct json *j, struct span *out)
{
    const char *p = j->p + 1, *q = p;

    for (; q < j->end && *q != '"'; q++)
        if (*q == '\\' && ++q == j->end)
            return NULL;
    if (q == j->end)
        return NULL;
    *out = span_of(p, q);
    return q + 1;
}

static void skip(struct json *j)
{
    while (j->p < j->end && (is_blank(*j->p) || *j->p == ','))
        j->p++;
}

/* key - "name": before a value in an object */
static bool key(struct json *j)
{
    const char *p;

    if (*j->p != '"' || !(p = string(j, &j->key[j->depth - 1])))
        return false;
    j->p = p;
    skip(j);
    if (j->p == j->end || *j->p != ':')
        return false;
    j->p++;
    skip(j);
    return j->p < j->end;
}

static bool open(struct json *j, struct json_item *out)
{
    if (j->depth == JSON_DEPTH)
        return false;
    out->kind = JSON_OPEN;
    out->object = *j->p == '{';
    j->object[j->depth] = out->object;
    j->key[j->depth] = out->object ? log_nothing : out->key;
    j->depth++;
    j->p++;
    return true;
}

static bool close(struct json *j, struct json_item *out)
{
    if (j->depth == 0 || j->object[j->depth - 1] != (*j->p == '}'))
        return false;
    j->p++;
    j->depth--;
    *out = (struct json_item){ .kind = JSON_CLOSE, .object = j->object[j->depth] };
    out->depth = j->depth;
    out->key = j->depth > 0 ? j->key[j->depth - 1] : log_nothing;
    return true;
}

/* bare - a number or a word */
static bool bare(struct json *j, struct json_item *out)
{
    const char *start = j->p;

    while (j->p < j->end && (is_alnum(*j->p) || *j->p == '.' || *j->p == '-' || *j->p == '+'))
        j->p++;
    out->kind = is_digit(*start) || *start == '-' ? JSON_NUMBER : JSON_WORD;
    out->value = span_of(start, j->p);
    return j->p > start;
}

bool json_next(struct json *j, struct json_item *out)
{
    const char *p;

    skip(j);
    if (j->p == j->end)
        return false;
    if (*j->p == '}' || *j->p == ']')
        return close(j, out);
    if (j->depth > 0 && j->object[j->depth - 1] && !key(j))
        return false;
    *out = (struct json_item){ .depth = j->depth };
    out->key = j->depth > 0 ? j->key[j->depth - 1] : log_nothing;
    if (*j->p == '{' || *j->p == '[')
        return open(j, out);
    if (j->depth == 0)
        return false;
    if (*j->p != '"')
        return bare(j, out);
    out->kind = JSON_STRING;
    p = string(j, &out->value);
    if (!p)
        return false;
    j->p = p;
    return true;
}

/* broken_off - does the text end in the midst of it? */
static bool broken_off(struct json *j)
{
    struct span inside;

    return j->depth > 0 && (j->p == j->end || (*j->p == '"' && !string(j, &inside)));
}

const char *json_close(struct span text, const char **read)
{
    struct json_item item = { .kind = JSON_WORD };
    struct json j;

    json_read(&j, text);
    while (json_next(&j, &item))
        if (item.kind == JSON_CLOSE && item.depth == 0)
            break;
    *read = j.p;
    if (broken_off(&j))
        return j.end;
    return item.kind == JSON_CLOSE && item.depth == 0 ? j.p : NULL;
}

struct span json_parent(const struct json *j, size_t depth)
{
    if (depth >= 1 && !j->object[depth - 1])
        depth--; /* an array passes its own key on: what holds the array is meant */
    return depth >= 2 ? j->key[depth - 2] : log_nothing;
}

static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* unit - the four hexadecimal digits behind "\u"; -1 if they are not there */
static long unit(const char *p, const char *end)
{
    long v = 0;
    int i;

    if (end - p < 4)
        return -1;
    for (i = 0; i < 4; i++) {
        if (hex(p[i]) < 0)
            return -1;
        v = v * 16 + hex(p[i]);
    }
    return v;
}

/* escape - decodes the escape whose backslash stands before *p; moves both */
static char *escape(const char **p, const char *end, char *to)
{
    static const char plain[] = "n\nr\rt\tb\bf\f";
    const char *known = memchr(plain, **p, sizeof plain - 1);
    long c, low;

    if (**p != 'u' || (c = unit(*p + 1, end)) < 0) {
        *to = known && is_alpha(**p) ? known[1] : **p;
        ++*p;
        return to + 1;
    }
    *p += 5;
    if (c >= 0xd800 && c < 0xdc00 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u') {
        low = unit(*p + 2, end);
        if (low >= 0xdc00 && low < 0xe000) {
            *p += 6;
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    if (c >= 0xd800 && c < 0xe000)
        c = 0xfffd;                        /* half of a pair */
    return to + utf8_put((unsigned)c, to); /* never more bytes than its escape has */
}

struct span json_unescape(struct buf *scratch, struct span raw)
{
    const char *p = raw.ptr, *end;
    char *to, *start;

    if (raw.len == 0)
        return raw;
    end = p + raw.len;
    if (!memchr(p, '\\', raw.len) || !(start = log_room(scratch, raw.len)))
        return raw;
    for (to = start; p < end;) {
        if (*p == '\\' && p + 1 < end) {
            p++;
            to = escape(&p, end, to);
        } else {
            *to++ = *p++;
        }
    }
    scratch->len += (size_t)(to - start);
    return span_of(start, to);
}
