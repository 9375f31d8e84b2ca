/* SPDX-License-Identifier: MIT */
/*
 * The message that a notice returns: who wrote it, and to whom.
 */
#ifndef NOTICE_ORIGINAL_H
#define NOTICE_ORIGINAL_H

#include "notice.h"

/* Reads its header, if the notice holds one, as far as addresses stand in it. */
void notice_read_original(struct notice *notice);

/* Does the list, a field of a header, name the address? */
bool notice_lists(struct span list, struct span address);

/* The address that its header gives the name; ptr NULL: none, or several. */
struct span notice_address_of(const struct notice *notice, struct span name);

/* Its recipient, if its header names only one, and no list sent it; ptr NULL if not. */
struct span notice_original_sole(const struct notice *notice);

#endif
