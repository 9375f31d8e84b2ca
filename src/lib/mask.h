/* SPDX-License-Identifier: MIT */
/*
 * Masking: mail addresses, users, host names and IPs in a text, each replaced by
 * the same stand-in wherever it stands, so that the text may be shown in public.
 * Public names, those of providers and blocklists in the data, stay.
 *
 * Stand-ins are numbered in the order of appearance, so one mask serves a whole
 * output and is used by one thread, the one that prints.
 */
#ifndef MASK_H
#define MASK_H

#include "buf.h"
#include "smtpwhy.h"

struct mask;

/* Returns NULL when memory is short.  Free it with mask_free(), which takes NULL too. */
struct mask *mask_new(void);
void mask_free(struct mask *m);

/*
 * Appends text masked.  Any bytes are valid.  Give it whole lines: a name that is
 * cut in two is not known for one.  Takes bounded memory and linear time.
 */
void mask_add(struct mask *m, struct buf *out, const char *text, size_t len);

/*
 * The same; *start and *end, offsets in text, become those of the same place in
 * what was appended: before and behind a stand-in if they were inside of one.
 */
void mask_add_span(struct mask *m, struct buf *out, const char *text, size_t len, size_t *start,
                   size_t *end);

/*
 * Makes o's strings point to masked copies in strings, which is emptied first, and
 * its blocklist to a copy in the mask: they live until the next call with either.
 * o->start and o->end are left: they are offsets in a line, see mask_add_span().
 */
void mask_outcome(struct mask *m, struct sw_outcome *o, struct buf *strings);

#endif
