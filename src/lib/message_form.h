/* SPDX-License-Identifier: MIT */
/*
 * The forms in which messages and the bodies of notices come.
 */
#ifndef MESSAGE_FORM_H
#define MESSAGE_FORM_H

#include "buf.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>

/* The text behind a byte order mark, blank lines and the "From " line of a mailbox. */
struct span message_skip_mbox(struct span text);

/* Is the line "** Address not found **", in whatever language? */
bool message_is_headline(struct span line);

/* The line behind at most *levels marks of a quotation; *levels: how many there are. */
struct span message_unquoted(struct span line, size_t *levels);

/* Does one of the first lines announce a message that is handed on, and its header follow?  What a
 * notice announces is the message that it returns. */
bool message_hands_on(struct span text);

/* Does one of the first lines open a notice?  *levels: of the quotation it stands in. */
bool message_opens_body(struct span text, size_t *levels);

/*
 * Is it a whole message in marks of a quotation, or indented?  Then it is put into *out without
 * them.
 */
bool message_take_quoted(struct buf *out, struct span text);

/* Is it a notice all of whose lines were joined to one, or nearly? */
bool message_is_joined(struct span text);

#endif
