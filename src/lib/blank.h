/* SPDX-License-Identifier: MIT */
/*
 * The blanks that the data's texts and commands may have, "{recipient}", and what stands
 * there when nothing is known.
 */
#ifndef BLANK_H
#define BLANK_H

#include <stddef.h>

enum blank {
    BLANK_IP,
    BLANK_DOMAIN,
    BLANK_SENDER,
    BLANK_RECIPIENT,
    BLANK_RDOMAIN,
    BLANK_HOST,
    BLANK_LIMIT,
    BLANK_WAIT,
    BLANK_LIST,
    BLANK_LOOKUP,
    BLANKS,
};

struct blank_form {
    const char *name;
    const char *prose, *command; /* in place of a value */
};

extern const struct blank_form blank_forms[BLANKS];

/* The blank of that name, or BLANKS. */
enum blank blank_named(const char *name, size_t len);

#endif
