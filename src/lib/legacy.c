/* SPDX-License-Identifier: MIT */
/*
 * Readings of texts that are not UTF-8.  Says only whether a text can be in a set;
 * a text of one byte a letter can be in many.
 */
#include "legacy.h"

#include "utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

/* The strict ones first: a text seldom fits those of two bytes a letter by chance. */
static const char *const sets[LEGACY_SETS] = {
    "ISO-2022-JP",  "EUC-JP",       "CP932",      "GB18030",    "BIG5-HKSCS",
    "CP949",        "WINDOWS-1251", "KOI8-U",     "CP866",      "WINDOWS-1252",
    "WINDOWS-1250", "ISO-8859-2",   "ISO-8859-9", "ISO-8859-7", "WINDOWS-1256",
};

/* has_escapes - does the text switch to JIS X 0208, as ISO-2022-JP does? */
static bool has_escapes(struct span text)
{
    return memmem(text.ptr, text.len, "\033$B", 3) || memmem(text.ptr, text.len, "\033$@", 3);
}

bool legacy_text(struct span text)
{
    size_t i, n;

    for (i = 0; i < text.len; i += n) {
        n = utf8_length(text.ptr + i, text.len - i);
        if (n == 0)
            return true;
    }
    return text.len > 0 && has_escapes(text);
}

/* convert - all of text; false at the first byte that the set does not have */
static bool convert(iconv_t cd, struct buf *out, struct span text)
{
    char chunk[512];
    char *in = (char *)(uintptr_t)text.ptr; /* iconv does not write to it */
    size_t left = text.len;

    while (left > 0 && !out->truncated) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t got = iconv(cd, &in, &left, &to, &room);

        buf_add(out, chunk, sizeof chunk - room);
        if (got == (size_t)-1 && errno != E2BIG)
            return false;
    }
    return !out->truncated;
}

bool legacy_read(struct buf *out, struct span text, size_t set)
{
    iconv_t cd;
    bool fits;

    buf_clear(out);
    if (set == 0 && !has_escapes(text))
        return false; /* plain ASCII is no reading of its own */
    cd = iconv_open("UTF-8", sets[set]);
    if (cd == (iconv_t)-1)
        return false;
    fits = convert(cd, out, text);
    (void)iconv_close(cd);
    return fits;
}
