/* SPDX-License-Identifier: MIT */
/*
 * What a mask is made of, for the files that offer it.
 */
#ifndef MASK_H
#define MASK_H

#include "mask_text.h"
#include "smtpwhy.h"

struct sw_mask {
    struct masker masker;
    struct buf text, strings;
    struct sw_outcome outcome; /* the copy that was handed out last */
    struct sw_blocklist blocklist;
};

#endif
