/* SPDX-License-Identifier: MIT */
/*
 * Where the words of a reply stand.
 */
#ifndef SPOKEN_H
#define SPOKEN_H

#include "record.h"

/*
 * Sets the words of a reply whose codes are known, and what stands around them; what other replies
 * said ends at told_to, and the next one begins at limit.  Returns where its words end.
 */
const char *spoken_words(struct span text, const char *told_to, const char *limit, struct said *s);

/*
 * "Detail: 5.1.1 No such user SMTP code: 550", as PHP's mailers write: where the words begin that
 * stand before the code at p, from from on, and in *end where they end; NULL if none do.
 */
const char *spoken_detail(const char *from, const char *p, const char **end);

#endif
