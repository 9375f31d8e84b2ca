/* SPDX-License-Identifier: MIT */
/*
 * Character sets of mail, turned into UTF-8 with iconv(3).  Only sets of the
 * table below are asked for: a name in a message is never handed to iconv, which
 * would load a module for it.
 */
#include "charset.h"

#include "ascii.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

/* Names that mail uses, by their beginning; NULL: the bytes are kept (ASCII, UTF-8). */
static const struct {
    const char *prefix, *name;
} sets[] = {
    { "us-ascii", NULL },
    { "ascii", NULL },
    { "utf-8", NULL },
    { "utf8", NULL },
    { "unicode-1-1-utf-8", NULL },
    { "unicode-1-1-utf-7", "UTF-7" },
    { "utf-7", "UTF-7" },
    { "utf-16le", "UTF-16LE" },
    { "utf-16be", "UTF-16BE" },
    { "utf-16", "UTF-16" },
    { "iso-2022-jp", "ISO-2022-JP" },
    { "iso-2022-kr", "ISO-2022-KR" },
    { "iso-8859-10", "ISO-8859-10" },
    { "iso-8859-11", "TIS-620" },
    { "iso-8859-13", "ISO-8859-13" },
    { "iso-8859-14", "ISO-8859-14" },
    { "iso-8859-15", "ISO-8859-15" },
    { "iso-8859-16", "ISO-8859-16" },
    { "iso-8859-1", "WINDOWS-1252" }, /* what writers of it mean */
    { "iso8859-1", "WINDOWS-1252" },
    { "latin1", "WINDOWS-1252" },
    { "latin2", "ISO-8859-2" },
    { "iso-8859-2", "ISO-8859-2" },
    { "iso-8859-3", "ISO-8859-3" },
    { "iso-8859-4", "ISO-8859-4" },
    { "iso-8859-5", "ISO-8859-5" },
    { "iso-8859-6", "ISO-8859-6" },
    { "iso-8859-7", "ISO-8859-7" },
    { "iso-8859-8", "ISO-8859-8" },
    { "iso-8859-9", "ISO-8859-9" },
    { "windows-1250", "WINDOWS-1250" },
    { "cp1250", "WINDOWS-1250" },
    { "windows-1251", "WINDOWS-1251" },
    { "cp1251", "WINDOWS-1251" },
    { "win-1251", "WINDOWS-1251" },
    { "windows-1252", "WINDOWS-1252" },
    { "cp1252", "WINDOWS-1252" },
    { "windows-1253", "WINDOWS-1253" },
    { "windows-1254", "WINDOWS-1254" },
    { "windows-1255", "WINDOWS-1255" },
    { "windows-1256", "WINDOWS-1256" },
    { "windows-1257", "WINDOWS-1257" },
    { "windows-1258", "WINDOWS-1258" },
    { "windows-874", "TIS-620" },
    { "windows-31j", "CP932" },
    { "cp932", "CP932" },
    { "shift_jis", "CP932" },
    { "shift-jis", "CP932" },
    { "x-sjis", "CP932" },
    { "sjis", "CP932" },
    { "euc-jp", "EUC-JP" },
    { "x-euc-jp", "EUC-JP" },
    { "euc-kr", "CP949" },
    { "cp949", "CP949" },
    { "ms949", "CP949" },
    { "windows-949", "CP949" },
    { "uhc", "CP949" },
    { "ks_c_5601", "CP949" },
    { "euc-cn", "GB18030" },
    { "gb2312", "GB18030" },
    { "gb18030", "GB18030" },
    { "gbk", "GB18030" },
    { "x-gbk", "GB18030" },
    { "cp936", "GB18030" },
    { "big5", "BIG5-HKSCS" },
    { "x-big5", "BIG5-HKSCS" },
    { "cp950", "BIG5-HKSCS" },
    { "koi8-r", "KOI8-R" },
    { "koi8-u", "KOI8-U" },
    { "cp866", "CP866" },
    { "cp850", "CP850" },
    { "cp437", "CP437" },
    { "tis-620", "TIS-620" },
    { "macintosh", "MACINTOSH" },
    { "x-mac-roman", "MACINTOSH" },
};

/* iconv_name - iconv's name of the set; NULL where the bytes are kept */
static const char *iconv_name(struct span text, struct span charset)
{
    size_t i;

    for (i = 0; i < sizeof sets / sizeof *sets; i++)
        if (charset.len > 0 && begins(charset.ptr, charset.len, sets[i].prefix))
            break;
    if (i < sizeof sets / sizeof *sets && sets[i].name)
        return sets[i].name;
    /* not said, or said wrongly: ISO-2022-JP shows itself by its escapes */
    return charset_escapes(text) ? "ISO-2022-JP" : NULL;
}

/* has_escape - most texts have none, which is quickly seen */
static bool has_escape(struct span text)
{
    return text.len > 2 && memchr(text.ptr, '\033', text.len);
}

bool charset_shifts(struct span text)
{
    return has_escape(text) && memmem(text.ptr, text.len, "\033$", 2);
}

bool charset_escapes(struct span text)
{
    return has_escape(text) &&
           (memmem(text.ptr, text.len, "\033$B", 3) || memmem(text.ptr, text.len, "\033$@", 3));
}

/* convert - all of text; what to do with a byte that the set does not have, strict tells */
static bool convert(iconv_t cd, struct buf *out, struct span text, bool strict)
{
    char chunk[1024];
    char *in = (char *)(uintptr_t)text.ptr; /* iconv does not write to it */
    size_t left = text.len;

    while (left > 0 && !out->truncated) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t got = iconv(cd, &in, &left, &to, &room);

        buf_add(out, chunk, sizeof chunk - room);
        if (got != (size_t)-1 || errno == E2BIG)
            continue;
        if (strict)
            return false;
        buf_putc(out, *in++);
        left--;
    }
    return true;
}

bool charset_convert(struct buf *out, struct span text, const char *name, bool strict)
{
    iconv_t cd = iconv_open("UTF-8", name);
    bool fits;

    if (cd == (iconv_t)-1)
        return false;
    fits = convert(cd, out, text, strict);
    (void)iconv_close(cd);
    return fits;
}

void charset_add(struct buf *out, struct span text, struct span charset)
{
    const char *name = iconv_name(text, charset);

    if (!name || !charset_convert(out, text, name, false))
        buf_add(out, text.ptr, text.len);
}
