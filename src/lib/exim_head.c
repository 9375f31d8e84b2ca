/* SPDX-License-Identifier: MIT */
/*
 * The head of Exim's log lines.
 */
#include "exim_head.h"

#include "ascii.h"
#include "log_line.h"

#include <string.h>

/* is_stamp - does the text begin with "2024-05-01 10:00:00"? */
static bool is_stamp(struct span text)
{
    static const char shape[] = "9999-99-99 99:99:99";

    return text.len >= sizeof shape && shaped(text.ptr, text.len, shape);
}

bool exim_is_entry(struct span line)
{
    const char *p;

    if (line.len > 8 && *line.ptr == '[' && is_digit(line.ptr[1])) {
        p = memchr(line.ptr, ']', 8);
        if (p && p + 2 < line.ptr + line.len)
            line = log_behind(line, p + 2);
    }
    return is_stamp(line);
}

static bool is_id_part(const char *p, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (!is_alnum(p[i]))
            return false;
    return true;
}

struct span exim_message_id(struct span text)
{
    static const size_t middle[] = { 6, 11 }, last[] = { 2, 4 };
    const char *p = text.ptr;
    size_t i, n;

    for (i = 0; i < 2; i++) {
        n = 6 + 1 + middle[i] + 1 + last[i];
        if (text.len > n && p[n] == ' ' && p[6] == '-' && p[7 + middle[i]] == '-' &&
            is_id_part(p, 6) && is_id_part(p + 7, middle[i]) &&
            is_id_part(p + 8 + middle[i], last[i]))
            return (struct span){ p, n };
    }
    return log_nothing;
}

/* behind_stamp - without time stamp, its fraction and zone, and the process number */
static struct span behind_stamp(struct span text)
{
    const char *p = text.ptr, *end = p + text.len, *close;

    if (is_stamp(text)) {
        for (p += strlen("2024-05-01 10:00:00"); p < end && (is_digit(*p) || *p == '.'); p++)
            ;
        while (p < end && *p == ' ')
            p++;
        if (end - p > 5 && (*p == '+' || *p == '-') && is_digit(p[1]) && p[5] == ' ')
            p += 6;
    }
    if (end - p > 3 && *p == '[' && is_digit(p[1])) {
        close = memchr(p, ']', (size_t)(end - p));
        if (close && close - p < 12 && close + 1 < end && close[1] == ' ')
            p = close + 2;
    }
    return log_behind(text, p);
}

struct span exim_body(struct span line)
{
    static const char *const ends_of_prefix[] = { "]: ", "| ", " - - ", "exim: ", "] " };
    struct span body;
    const char *p;
    size_t i;

    if (is_stamp(line) || exim_message_id(line).ptr)
        return behind_stamp(line);
    for (i = 0; i < sizeof ends_of_prefix / sizeof *ends_of_prefix; i++) {
        p = log_after(line, ends_of_prefix[i]);
        if (!p)
            continue;
        body = behind_stamp(span_trim(log_behind(line, p)));
        if (body.ptr != p || exim_message_id(body).ptr)
            return body;
    }
    p = log_find(line, "exim");
    p = p ? log_after(log_behind(line, p), "]: ") : NULL;
    return p ? behind_stamp(log_behind(line, p)) : line;
}
