/* SPDX-License-Identifier: MIT */
/*
 * A log gives itself away in its first line: a time stamp, a bracketed prefix, a
 * JSON object, or the name of a mail program.  Everything else is a paste.  It is
 * a guess about presentation only: both ways find the same outcomes.
 */
#include "sniff.h"

#include "ascii.h"
#include "colour.h"

#include <string.h>

enum { PREFIX_MAX = 200 }; /* how far from its start a line may name the program */

static bool begins_with_time(const char *line, size_t len)
{
    static const char *const shapes[] = {
        "AAA _9 99:99:99",      /* syslog: Nov 22 07:14:17 */
        "AAA 9 99:99:99",       /* its blanks joined */
        "AAA _9 9999 99:99:99", /* with the year */
        "AAA AAA _9 99:99:99",  /* Sun Nov 22 07:14:17 2026 */
        "AAA, _9 AAA 9999 99:99:99",
        "9999-99-99T99:99", /* RFC 3339, Exim */
        "9999-99-99 _9:99",
        "99-99 99:99:99",
        "99/99/99, 99:99",
        "date=9999-99-99",
        "- 9999999999 ",
        "9999/99/99 99:99",
        "99-99-9999 99:99",
        "99-AAA-9999 99:99",
        "9999-99-99,99:99",
        "999999 999999 ",
        "99:99:99",
        "9999999999 ", /* seconds since 1970 */
        "9999999999.9",
        "9999999999999 ",
        "@40000000", /* TAI64N */
        "9999 AAA _9 99:99:99",
        "99.99.9999 99:99",
        "9/9/9999 9", /* 1/2/2026 7:14:17 AM */
        "9/99/9999 9",
        "99/9/9999 9",
        "99/99/9999 9",
        "A9999 99:99:99.9", /* of klog: E1122 07:14:17.123 */
        "[AAA AAA _9 99:99:99",
        "#Software:", /* W3C, Exchange */
        "#Fields:",
    };
    size_t i;

    for (i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shaped(line, len, shapes[i]))
            return true;
    return false;
}

bool sniff_syslog(const char *line, size_t len)
{
    return shaped(line, len, "AAA _9 99:99:99 ");
}

bool sniff_stamp(const char *line, size_t len)
{
    return sniff_syslog(line, len) || shaped(line, len, "9999-99-99T99:99:99");
}

struct span sniff_behind_time(struct span line)
{
    const char *p = line.ptr, *end = p + line.len;

    while (p < end && (is_digit(*p) || is_any_of(*p, "-:./+,[] ") ||
                       (p > line.ptr && is_digit(p[-1]) && is_any_of(*p, "TZ"))))
        p++;
    return span_of(p, end);
}

/* holds_time - a time as only machines write it, behind a host or file name */
static bool holds_time(const char *line, size_t len)
{
    static const char *const shapes[] = { "9999-99-99T99:99", "9999-99-99 99:99",
                                          "[99/AAA/9999:99:" };
    enum { REACH = 80 };
    size_t i, k;

    for (i = 0; i < len && i < REACH; i++)
        for (k = 0; k < sizeof shapes / sizeof *shapes; k++)
            if (shaped(line + i, len - i, shapes[k]))
                return true;
    return false;
}

bool sniff_access(const char *line, size_t len)
{
    enum { REACH = 80 };
    size_t i;

    for (i = 0; i < len && i < REACH; i++)
        if (line[i] == '[' && shaped(line + i, len - i, "[99/AAA/9999:99:"))
            return true;
    return false;
}

/* in_name - what a file, a container or a host may be called */
static bool in_name(char c)
{
    return is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '/';
}

/* behind_name - what stands behind the name of a file and a number, as grep writes them, or of one
 * of several containers: "mail.log:12:Nov 22 ...", "mail-1  | ..."; NULL if neither does */
static const char *behind_name(const char *line, size_t len)
{
    const char *p = line, *end = line + (len < PREFIX_MAX ? len : PREFIX_MAX), *name;

    while (p < end && in_name(*p))
        p++;
    name = p;
    if (name > line && p < end && *p == ':') {
        for (p++; p < end && is_digit(*p); p++)
            ;
        return p[-1] != ':' && p < end && *p == ':' ? p + 1 : name + 1;
    }
    while (p < end && *p == ' ')
        p++;
    if (end - p < 2 || *p != '|' || p[1] != ' ' || p == name || !is_alpha(*line) ||
        !is_digit(name[-1]))
        return NULL;
    for (name--; name > line && is_digit(*name); name--)
        ;
    return *name == '-' || *name == '_' ? p + 2 : NULL;
}

/* begins_with_name - is it the line of a container, or one of a log that grep has found? */
static bool begins_with_name(const char *line, size_t len)
{
    const char *rest = behind_name(line, len);

    return rest && (rest[-1] == ' ' || sniff_syslog(rest, len - (size_t)(rest - line)));
}

/* holds_address - "[192.0.2.1]": no time */
static bool holds_address(const char *line, size_t len)
{
    size_t i, dots = 0;

    for (i = 1; i < len && (is_digit(line[i]) || line[i] == '.'); i++)
        dots += line[i] == '.';
    return dots == 3;
}

/* begins_with_bracket - "[2026-11-22 ...", "[INFO]": but "[550 5.1.1]", "[Errno 111]" are no logs
 */
static bool begins_with_bracket(const char *line, size_t len)
{
    size_t i = 1;

    if (len < 3 || line[0] != '[')
        return false;
    while (i < len && line[i] >= 'A' && line[i] <= 'Z')
        i++;
    if (i > 1)
        return i < len && line[i] == ']';
    return is_digit(line[1]) && !shaped(line, len, "[999 ") && !shaped(line, len, "[999]") &&
           !shaped(line, len, "[9.9.") && !holds_address(line, len);
}

/* names_program - does its first part hold the tag of a mail program? */
static bool names_program(const char *line, size_t len)
{
    static const char *const tags[] = { "postfix/", "sm-mta[",  "sendmail[", "exim[",
                                        "smtpd[",   "smtpctl[", "dovecot:",  "qmail-send:" };
    size_t i;

    if (len > PREFIX_MAX)
        len = PREFIX_MAX;
    for (i = 0; i < sizeof tags / sizeof *tags; i++)
        if (memmem(line, len, tags[i], strlen(tags[i])))
            return true;
    return false;
}

/* begins_with_priority - "<22>Nov 22 ...": syslog as it travels */
static bool begins_with_priority(const char *line, size_t len)
{
    size_t i = 1;

    if (len < 3 || line[0] != '<')
        return false;
    while (i < len && i < 4 && is_digit(line[i]))
        i++;
    return i > 1 && i < len && line[i] == '>';
}

/* behind_blanks - the line behind blanks and colours that begin it */
static struct span behind_blanks(struct span line)
{
    size_t n = 1;

    while (line.len > 0 && n > 0) {
        n = is_blank(*line.ptr) ? 1 : colour_at(line);
        line = span_from(line, n);
    }
    return line;
}

enum sniff sniff_line(const char *line, size_t len)
{
    struct span begun = behind_blanks((struct span){ line, len });

    line = begun.ptr;
    len = begun.len;
    while (len > 0 && is_blank(line[len - 1]))
        len--;
    if (shaped(line, len, "\xef\xbb\xbf")) { /* byte order mark */
        line += 3;
        len -= 3;
    }
    if (len == 0 || begins(line, len, "-- journal ") || begins(line, len, "-- logs begin") ||
        begins(line, len, "-- boot "))
        return SNIFF_NOTHING;
    if (len > 5 && memcmp(line, "From ", 5) == 0)
        return SNIFF_PASTE; /* of a mailbox: its first line holds a time as well */
    if (begins_with_time(line, len) || holds_time(line, len) || begins_with_priority(line, len) ||
        begins_with_bracket(line, len) || (line[0] == '{' && line[len - 1] == '}') ||
        names_program(line, len) || begins_with_name(line, len))
        return SNIFF_LOG;
    return SNIFF_PASTE;
}

/* is_object - does it begin as a JSON object, or as a list of such, and end as one? */
static bool is_object(struct span text)
{
    const char *p = text.ptr, *end = p + text.len;

    if (text.len > 0 && *p == '[')
        for (p++; p < end && is_blank(*p); p++)
            ;
    if (p == end || *p != '{' || !is_any_of(end[-1], "}]"))
        return false;
    for (p++; p < end && is_blank(*p); p++)
        ;
    return p < end && *p == '"'; /* not what JavaScript prints */
}

bool sniff_event(struct span text)
{
    static const char *const starts[] = { "cef:", "leef:", "<?xml", "%asa-", "%ftd-", "%ngips-" };
    static const char *const prefixed[] = { " cef:0|", " cef: 0|", " leef:", ": %asa-", ": %ftd-" };
    struct span head;

    text = span_trim(text);
    head = span_at_most(text, PREFIX_MAX);
    return is_object(text) || span_begins_any(text, PHRASES_IN(starts)) ||
           span_has_any(head, PHRASES_IN(prefixed)) ||
           (span_begins(text, "date=") && span_find(head, " logid="));
}
