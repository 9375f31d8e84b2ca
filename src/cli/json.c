/* SPDX-License-Identifier: MIT */
/*
 * JSON.  All of it is UTF-8, whatever came in, without a newline inside.
 */
#include "json.h"

#include "buf.h"
#include "utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* put - a string of len bytes */
static void put(FILE *out, const char *text, size_t len)
{
    struct buf safe = buf_new(INT_MAX);
    size_t i, from = 0;

    utf8_add_safe(&safe, text, len);
    putc('"', out);
    for (i = 0; i < safe.len; i++)
        if (safe.ptr[i] == '"' || safe.ptr[i] == '\\') {
            fwrite(safe.ptr + from, 1, i - from, out);
            putc('\\', out);
            from = i;
        }
    if (safe.len > from)
        fwrite(safe.ptr + from, 1, safe.len - from, out);
    putc('"', out);
    buf_free(&safe);
}

void json_string(FILE *out, const char *text)
{
    if (text)
        put(out, text, strlen(text));
    else
        fputs("null", out);
}

void json_begin(FILE *out, const char *key, long value)
{
    fprintf(out, "{\"%s\":%ld", key, value);
}

void json_text(FILE *out, const char *key, const char *text)
{
    fprintf(out, ",\"%s\":", key);
    json_string(out, text);
}

void json_number(FILE *out, const char *key, long value)
{
    fprintf(out, ",\"%s\":%ld", key, value);
}

void json_null(FILE *out, const char *key)
{
    fprintf(out, ",\"%s\":null", key);
}

void json_bool(FILE *out, const char *key, bool value)
{
    fprintf(out, ",\"%s\":%s", key, value ? "true" : "false");
}

void json_list(FILE *out, const char *key, const char *const *items, size_t n)
{
    size_t i;

    fprintf(out, ",\"%s\":[", key);
    for (i = 0; i < n; i++) {
        if (i > 0)
            putc(',', out);
        json_string(out, items[i]);
    }
    putc(']', out);
}

void json_end(FILE *out)
{
    fputs("}\n", out);
}
