/* SPDX-License-Identifier: MIT */
/*
 * The scanner as the library's users see it; and what it finds most of, deliveries.
 */
#include "scan_lines.h"

#include "ascii.h"
#include "eight.h"
#include "scan.h"
#include "smtpwhy.h"

#include <stdlib.h>
#include <string.h>

struct sw_lines {
    struct scanner scanner;
    struct scan scan;
    const char *text;
    size_t len;
    bool all;
};

struct sw_lines *sw_lines_new(bool all)
{
    struct sw_lines *l = calloc(1, sizeof *l);

    if (l) {
        l->all = all;
        scanner_init(&l->scanner, scan_best());
    }
    return l;
}

void sw_lines_free(struct sw_lines *l)
{
    free(l);
}

void sw_lines_begin(struct sw_lines *l, const char *text, size_t len)
{
    l->text = text;
    l->len = len;
    scan_begin(&l->scan, &l->scanner, text, len);
}

bool sw_lines_next(struct sw_lines *l, struct sw_line *line)
{
    struct scan_line found;
    struct span id;

    while (scan_next(&l->scan, &found)) {
        if (!l->all && scan_is_delivery(l->text, &found, &id))
            continue;
        *line = (struct sw_line){ l->text + found.start, found.end - found.start, found.number };
        return true;
    }
    return false;
}

size_t sw_lines_count(const struct sw_lines *l)
{
    return l->scan.lines + (l->len > 0 && l->text[l->len - 1] != '\n');
}

/* behind_program - where the bracket closes that holds the process id, or a blank comes first */
static const char *behind_program(const char *p, const char *end)
{
    for (; end - p >= 8; p += 8) {
        uint64_t v = eight_at(p), ends = eight_same(v, ']') | eight_same(v, ' ');

        if (ends)
            return p + eight_first(ends);
    }
    while (p < end && *p != ']' && *p != ' ')
        p++;
    return p;
}

/* behind_id - where letters and digits end */
static const char *behind_id(const char *p, const char *end)
{
    for (; end - p >= 8; p += 8) {
        uint64_t others = ~eight_alnum(eight_at(p)) & EIGHT_OF(0x80);

        if (others)
            return p + eight_first(others);
    }
    while (p < end && is_alnum(*p))
        p++;
    return p;
}

/* queue_id - "postfix/smtp[1]: 4XyZ: to=<": the id of a message that is delivered to somebody */
static struct span queue_id(const char *p, const char *end)
{
    const struct span none = { NULL, 0 };
    const char *q;

    p = behind_program(p, end);
    if (end - p < 3 || memcmp(p, "]: ", 3) != 0)
        return none;
    p += 3;
    q = behind_id(p, end);
    if (q - p < 5 || q - p > 20 || end - q < 6 || memcmp(q, ": to=<", 6) != 0 ||
        memcmp(p, "NOQUEUE", 7) == 0)
        return none;
    return span_of(p, q);
}

bool scan_is_delivery(const char *text, const struct scan_line *found, struct span *id)
{
    static const char sent[] = " status=sent ";
    const char *status;

    if (found->tag == 0 || found->mark == SCAN_NO_MARK || found->mark < found->tag + 20 ||
        found->end < found->mark + sizeof sent)
        return false;
    status = text + found->mark;
    if (memcmp(status, sent, sizeof sent - 1) != 0)
        return false;
    *id = queue_id(text + found->tag + sizeof " postfix/" - 1, status);
    return id->ptr != NULL;
}
