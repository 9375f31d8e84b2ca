/* SPDX-License-Identifier: MIT */
/*
 * Readings of texts that are not UTF-8.  Says only whether a text can be in a set;
 * a text of one byte a letter can be in many.
 */
#include "legacy.h"

#include "charset.h"
#include "utf8.h"

/* The strict ones first: a text seldom fits those of two bytes a letter by chance. */
static const char *const sets[LEGACY_SETS] = {
    "ISO-2022-JP",  "EUC-JP",       "CP932",      "GB18030",    "BIG5-HKSCS",
    "CP949",        "WINDOWS-1251", "KOI8-U",     "CP866",      "WINDOWS-1252",
    "WINDOWS-1250", "ISO-8859-2",   "ISO-8859-9", "ISO-8859-7", "WINDOWS-1256",
};

bool legacy_text(struct span text)
{
    size_t i, n;

    for (i = 0; i < text.len; i += n) {
        n = utf8_length(text.ptr + i, text.len - i);
        if (n == 0)
            return true;
    }
    return charset_escapes(text);
}

bool legacy_read(struct buf *out, struct span text, size_t set)
{
    buf_clear(out);
    if (set == 0 && !charset_escapes(text))
        return false; /* plain ASCII is no reading of its own */
    return charset_convert(out, text, sets[set], true) && !out->truncated;
}
