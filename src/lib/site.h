/* SPDX-License-Identifier: MIT */
/*
 * A site's own replies, read at run time: a matcher over a rule set that it owns.
 */
#ifndef SITE_H
#define SITE_H

#include "match.h"

/* Frees what sw_rules() put into a context; NULL is fine. */
void site_free(struct matcher *site);

#endif
