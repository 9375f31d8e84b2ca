/* SPDX-License-Identifier: MIT */
/*
 * chasquid: deliveries that failed ("QaWx3 from=a@b to=c@d failed (temporary): words").
 */
#include "format.h"

#include "ascii.h"

#include <string.h>

enum log_result format_chasquid(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static const char temporary[] = " failed (temporary): ", permanent[] = " failed (permanent): ";
    struct log_entry entry = { .scene = { .direction = SW_DIRECTION_OUTBOUND,
                                          .fate = FATE_DEFERRED } };
    const char *failed = log_find(line, temporary), *from, *to, *id;

    (void)scratch;
    if (!failed) {
        failed = log_find(line, permanent);
        entry.scene.fate = FATE_BOUNCED;
    }
    from = failed ? log_find(log_before(line, failed), " from=") : NULL;
    to = from ? log_find(span_of(from, failed), " to=") : NULL;
    if (!to)
        return LOG_OTHER;
    for (id = from; id > line.ptr && !is_blank(id[-1]); id--)
        ;
    entry.scene.queue_id = span_of(id, from);
    entry.scene.sender = log_address(span_of(from + strlen(" from="), to));
    entry.scene.recipient = log_address(span_of(to + strlen(" to="), failed));
    entry.said = log_behind(line, failed + strlen(temporary));
    (void)fn(arg, &entry);
    return LOG_SAID;
}
