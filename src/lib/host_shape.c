/* SPDX-License-Identifier: MIT */
/*
 * The shape of a host's name, judged by its characters and its last label.  No list of
 * top level domains is asked: there are always newer ones.
 */
#include "host_shape.h"

#include "ascii.h"
#include "phrases.h"

enum { LABEL_MAX = 63 };

/* is_file - does the name end in what files end in and no domain that sends mail does? */
static bool is_file(struct span text, struct span last)
{
    static const char *const names[] = { "main.cf",   "master.cf",   "mail.info",  "sendmail.mc",
                                         "config.pl", "sendmail.cf", "dead.letter" };
    static const char *const endings[] = {
        "log",  "gz",   "bz2",   "xz",   "zst",    "conf", "cfg", "cnf", "db",   "txt",  "html",
        "htm",  "xml",  "json",  "yaml", "yml",    "eml",  "msg", "tmp", "lock", "pid",  "sock",
        "exe",  "dll",  "doc",   "docx", "pdf",    "jpg",  "png", "gif", "php",  "cpp",  "cgi",
        "csv",  "ini",  "asp",   "aspx", "jsp",    "sql",  "bak", "js",  "rb",   "java", "err",
        "warn", "crit", "debug", "old",  "notice", "dat",  "tar", "mbox"
    };

    return span_is_any(last, PHRASES_IN(endings)) || span_is_any(text, PHRASES_IN(names));
}

/* is_upper - is it an ASCII capital? */
static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* is_top - may the label be a top level domain?  "SmtpException" and "Please" are none */
static bool is_top(struct span label)
{
    size_t i, bumps = 0, capitals = 0;

    if (label.len < 2 || label.len > LABEL_MAX)
        return false;
    if (begins(label.ptr, label.len, "xn--"))
        return true;
    for (i = 0; i < label.len; i++) {
        if (!is_alpha(label.ptr[i]) && (unsigned char)label.ptr[i] < 0x80)
            return false;
        capitals += is_upper(label.ptr[i]);
        bumps += i > 0 && is_upper(label.ptr[i]) && !is_upper(label.ptr[i - 1]);
    }
    return bumps == 0 && (capitals != 1 || label.len < 4 || !is_upper(label.ptr[0]) ||
                          begins(label.ptr, label.len, "info"));
}

bool is_host_shape(struct span text)
{
    const char *end = text.ptr + text.len, *last = text.ptr, *p;
    struct span label;

    if (text.len < 4 || text.ptr[0] == '.' || end[-1] == '.')
        return false;
    for (p = text.ptr; p < end; p++) {
        if (!is_alnum(*p) && *p != '.' && *p != '-' && *p != '_' && (unsigned char)*p < 0x80)
            return false;
        if (*p == '.') {
            if (p[1] == '.')
                return false;
            last = p + 1;
        }
    }
    label = span_of(last, end);
    return last > text.ptr && is_top(label) && !is_file(text, label);
}
