/* SPDX-License-Identifier: MIT */
/*
 * What else a number may be that has the form of a code.
 */
#ifndef FOREIGN_H
#define FOREIGN_H

#include "surround.h"
#include "token.h"

/* Is the token, with what stands left of it, a number of something else than SMTP? */
bool foreign_number(struct span text, const struct token *t, const struct left *left);

/* Is it one of the web's: a status of HTTP? */
bool foreign_web(struct span text, const struct token *t, const struct left *left);

#endif
