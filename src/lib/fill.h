/* SPDX-License-Identifier: MIT */
/*
 * Fills the blanks of the data's sentences and commands with what the reply says.
 */
#ifndef FILL_H
#define FILL_H

#include "blank.h"
#include "ctx.h"
#include "rules.h"

/* Values of the blanks; NULL where not known. */
struct blanks {
    const char *value[BLANKS];
};

/* How a value is written. */
enum fill_style {
    FILL_PROSE,   /* as it is; a neutral phrase where not known */
    FILL_COMMAND, /* quoted for a shell; a placeholder in capitals where not known */
    FILL_URL,     /* percent-encoded; NULL as a whole where not known */
};

/* The text with its blanks filled, in the arena; NULL for an empty or, in a URL, unfillable one. */
const char *fill(struct sw_ctx *ctx, const char *text, size_t len, const struct blanks *blanks,
                 enum fill_style style);

/* Likewise a text of the set, as rules.h says; one without blanks is told where it stands. */
const char *fill_text(struct sw_ctx *ctx, const struct ruleset *set, uint32_t text,
                      const struct blanks *blanks, enum fill_style style);

/* Fills each text of a list of the set; returns how many there are, at most SW_STEPS_MAX. */
size_t fill_list(struct sw_ctx *ctx, const struct ruleset *set, uint32_t list,
                 const struct blanks *blanks, enum fill_style style, const char *out[SW_STEPS_MAX]);

#endif
