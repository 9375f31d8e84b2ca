/* SPDX-License-Identifier: MIT */
/*
 * The table of log formats, and what they share.
 */
#include "format.h"

#include "ascii.h"

#include <string.h>

static const struct log_format formats[] = {
    { "postfix", format_postfix },
};

enum log_result log_read(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    enum log_result result;
    size_t i;

    for (i = 0; i < sizeof formats / sizeof *formats; i++) {
        buf_clear(scratch);
        result = formats[i].read(line, scratch, fn, arg);
        if (result != LOG_OTHER)
            return result;
    }
    return LOG_OTHER;
}

const char *log_find(struct span text, const char *needle)
{
    return memmem(text.ptr, text.len, needle, strlen(needle));
}

struct span log_value(struct span text, const char *key, const char *ends)
{
    const char *p = log_find(text, key), *q, *end = text.ptr + text.len;

    if (!p)
        return (struct span){ NULL, 0 };
    p += strlen(key);
    for (q = p; q < end && !strchr(ends, *q); q++)
        ;
    return span_of(p, q);
}

void log_relay(struct span relay, struct span *host, struct span *ip)
{
    const char *end = relay.ptr + relay.len, *open, *close, *name;

    if (relay.len == 0)
        return;
    open = memchr(relay.ptr, '[', relay.len);
    close = open ? memchr(open, ']', (size_t)(end - open)) : NULL;
    name = open ? open : end;
    while (name > relay.ptr && (is_blank(name[-1]) || name[-1] == '.'))
        name--;
    if (name > relay.ptr)
        *host = span_of(relay.ptr, name);
    if (close && close > open + 1)
        *ip = span_of(open + 1, close);
}
