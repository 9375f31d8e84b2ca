/* SPDX-License-Identifier: MIT */
/*
 * Look-ups in the compiled-in tables.  They are sorted by their keys, which the
 * table compiler has checked; a unit test walks them all the same.
 */
#include "table.h"

#include <stdlib.h>
#include <string.h>

static int by_reply(const void *key, const void *row)
{
    const struct code *want = key, *have = row;

    if (want->reply != have->reply)
        return want->reply < have->reply ? -1 : 1;
    return (int)have->whole - (int)want->whole; /* 5xx stands before 500 */
}

static int by_enhanced(const void *key, const void *row)
{
    const struct code *want = key, *have = row;

    if (want->subject != have->subject)
        return want->subject < have->subject ? -1 : 1;
    if (want->detail != have->detail)
        return want->detail < have->detail ? -1 : 1;
    if (want->class != have->class)
        return want->class < have->class ? -1 : 1;
    return 0;
}

static const struct code *find_reply(unsigned reply, bool whole)
{
    struct code key = { .reply = (int16_t)reply, .whole = whole };

    return bsearch(&key, tables.codes, tables.nreplies, sizeof key, by_reply);
}

const struct code *table_reply(unsigned reply)
{
    return find_reply(reply, false);
}

const struct code *table_reply_class(unsigned reply)
{
    return find_reply(reply / 100 * 100, true);
}

static const struct code *find_enhanced(struct sw_status s, int detail)
{
    struct code key = { .class = (int16_t)s.class,
                        .subject = (int16_t)s.subject,
                        .detail = (int16_t)detail };
    const struct code *base = tables.codes + tables.nreplies, *found;
    size_t n = tables.ncodes - tables.nreplies;

    found = bsearch(&key, base, n, sizeof key, by_enhanced);
    if (found)
        return found;
    key.class = ANY;
    return bsearch(&key, base, n, sizeof key, by_enhanced);
}

const struct code *table_enhanced(struct sw_status s)
{
    return find_enhanced(s, (int)s.detail);
}

const struct code *table_subject(struct sw_status s)
{
    return find_enhanced(s, ANY);
}

size_t table_texts(uint32_t list, const char *out[SW_STEPS_MAX])
{
    size_t n, i;
    const uint32_t *texts = table_list(list, &n);

    for (i = 0; i < n && i < SW_STEPS_MAX; i++)
        out[i] = table_string(texts[i]);
    return i;
}

int table_category(const char *slug)
{
    size_t i;

    for (i = 0; i < tables.ncategories; i++)
        if (strcmp(table_string(tables.categories[i].slug), slug) == 0)
            return (int)i;
    return -1;
}
