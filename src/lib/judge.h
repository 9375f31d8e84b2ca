/* SPDX-License-Identifier: MIT */
/*
 * The judge of what may be a code.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "token.h"

/* Fills in trust, and what else the surroundings tell, of a token whose codes are known. */
void judge(struct span text, struct token *t);

#endif
