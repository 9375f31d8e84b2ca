/* SPDX-License-Identifier: MIT */
/*
 * What kind of message is it: a notice of failure, a notice that a person hands on,
 * other mail?  And what does it say has become of the message?
 */
#ifndef NOTICE_KIND_H
#define NOTICE_KIND_H

#include "notice.h"

/*
 * Is a message without a report a notice of failure?  Looks at the header and at the
 * text as far as human holds it.
 */
bool notice_is_notice(struct notice *notice);

/* "Fwd: Returned mail": does a person hand a notice on? */
bool notice_is_forward(const struct notice *notice);

/* Does the text announce a message that a person hands on, or a bounce that a list's program took
 * in? */
bool notice_announces(struct notice *notice);

/* Is the message still on its way?  FATE_NONE: the text does not tell. */
enum fate notice_fate(const struct notice *notice);

#endif
