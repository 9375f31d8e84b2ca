/* SPDX-License-Identifier: MIT */
/*
 * Notices as JSON (Amazon SNS).  Nothing is parsed: the keys are searched, and
 * what belongs to a recipient ends with the next brace.
 */
#include "notice_json.h"

#include "report.h"
#include "status.h"

#include <string.h>

/* json_value - the string of a key in an object, its escapes undone, in out */
static struct span json_value(struct span object, const char *key, struct buf *out)
{
    const char *p = log_find(object, key), *end = object.ptr + object.len;

    buf_clear(out);
    if (!p)
        return (struct span){ NULL, 0 };
    for (p += strlen(key); p < end && *p != '"'; p++) {
        if (*p == '\\' && p + 1 < end) {
            p++;
            buf_putc(out, *p == 'n' || *p == 'r' || *p == 't' ? ' ' : *p);
        } else {
            buf_putc(out, *p);
        }
    }
    return span_of_buf(out);
}

bool notice_tell_json(struct notice *notice)
{
    const char *key = "\"emailAddress\":\"", *p = log_find(notice->human, "\"bouncedRecipients\"");
    const char *end = notice->human.ptr + notice->human.len, *close;

    for (; p && (p = memmem(p, (size_t)(end - p), key, strlen(key))) && !notice->stopped;
         p = close) {
        struct log_entry entry = { .scene.fate = FATE_BOUNCED };
        struct span object, value;

        close = memchr(p, '}', (size_t)(end - p));
        close = close ? close : end;
        object = span_of(p, close);
        value = json_value(object, "\"status\":\"", &notice->field);
        (void)status_parse(value.ptr ? value.ptr : "", value.len, &entry.scene.dsn);
        value = json_value(object, "\"action\":\"", &notice->field);
        if (value.ptr && span_begins(value, "delayed"))
            entry.scene.fate = FATE_DEFERRED;
        entry.scene.recipient = json_value(object, key, &notice->other);
        value = json_value(object, "\"diagnosticCode\":\"", &notice->said);
        if (value.ptr)
            entry.said = report_without_type(value);
        notice_hand_over(notice, &entry);
    }
    return notice->told > 0;
}
