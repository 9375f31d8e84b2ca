/* SPDX-License-Identifier: MIT */
/*
 * Delivery reports (RFC 3464, RFC 6533): the fields that are meant for machines.
 */
#ifndef REPORT_H
#define REPORT_H

#include "notice.h"

enum report_result {
    REPORT_NOTHING, /* no recipient in it */
    REPORT_SUCCESS, /* recipients, and none of them failed */
    REPORT_FAILURE, /* all recipients were told */
};

/*
 * Tells all recipients of a report, if any of them failed: what the report says of each,
 * or what the text says where that tells more.
 */
enum report_result report_tell(struct notice *notice, struct span report);

/* Does a line of the text begin a field of a report? */
bool report_has_fields(struct span text);

/*
 * A report that stands in the text itself, because its part is broken: taken off the end
 * of human.  Empty if there is none.
 */
struct span report_split(struct notice *notice);

/* A field's value behind its type: what follows "smtp;", "rfc822;", "X-Postfix;". */
struct span report_without_type(struct span value);

#endif
