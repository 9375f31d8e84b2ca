/* SPDX-License-Identifier: MIT */
/*
 * The header of the returned message.  It names recipients that may all have been served but
 * one, so it only helps where the notice's own words leave a choice, or name nobody.
 */
#include "notice_original.h"

#include "mime.h"
#include "notice_recipient.h"

#include <string.h>

/* add_field - what the field holds is appended to the list */
static void add_field(struct notice *notice, struct span head, const char *name, struct buf *list)
{
    if (!mime_field(head, name, &notice->field))
        return;
    buf_add(list, notice->field.ptr, notice->field.len);
    buf_puts(list, ", ");
}

void notice_read_original(struct notice *notice)
{
    struct span rest = span_trim(notice->original), head;

    if (!notice->original.ptr || mime_field_name(rest) == 0)
        return;
    head = mime_head(&rest);
    /* "List-Id" and "List-Unsubscribe" are in newsletters too, of which everybody has his own */
    notice->from_list = mime_field(head, "list-post", &notice->field) ||
                        (mime_field(head, "precedence", &notice->field) &&
                         span_begins(span_of_buf(&notice->field), "list"));
    add_field(notice, head, "to", &notice->addressees);
    add_field(notice, head, "cc", &notice->addressees);
    add_field(notice, head, "from", &notice->authors);
    add_field(notice, head, "reply-to", &notice->authors);
}

bool notice_lists(struct span list, struct span address)
{
    struct span other;

    while ((other = notice_next_address(&list)).ptr)
        if (span_same(other, address))
            return true;
    return false;
}

/* without_quotes - a name without blanks, quotation marks and commas on both sides */
static struct span without_quotes(struct span name)
{
    while (name.len > 0 && is_any_of(name.ptr[0], " \t\"',;"))
        name = span_from(name, 1);
    while (name.len > 0 && is_any_of(name.ptr[name.len - 1], " \t\"',;<"))
        name.len--;
    return name;
}

struct span notice_address_of(const struct notice *notice, struct span name)
{
    struct span rest = span_of_buf(&notice->addressees), before, address;
    struct span found = { NULL, 0 };

    name = without_quotes(name);
    for (before = rest; (address = notice_next_address(&rest)).ptr; before = rest) {
        if (!span_same(without_quotes(span_of(before.ptr, address.ptr)), name))
            continue;
        if (found.ptr && !span_same(found, address))
            return (struct span){ NULL, 0 };
        found = address;
    }
    return found;
}

struct span notice_original_sole(const struct notice *notice)
{
    struct span rest = span_of_buf(&notice->addressees), first = notice_next_address(&rest), next;

    if (notice->from_list)
        return (struct span){ NULL, 0 };
    while (first.ptr && (next = notice_next_address(&rest)).ptr)
        if (!span_same(first, next))
            first.ptr = NULL;
    return first.ptr ? first : (struct span){ NULL, 0 };
}
