/* SPDX-License-Identifier: MIT */
/*
 * The notice that somebody hands on in the text of a message of his own.
 */
#ifndef MESSAGE_FORWARD_H
#define MESSAGE_FORWARD_H

#include "notice.h"

/*
 * The message that stands in the text of another, with or without "> ": its bytes are put into
 * *out.  *bare: its header is not there, or not to be read, and the text of a notice begins it.
 * Empty: there is none.
 */
struct span message_forwarded(struct buf *out, struct span text, bool *bare);

#endif
