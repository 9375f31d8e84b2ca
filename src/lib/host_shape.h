/* SPDX-License-Identifier: MIT */
/*
 * What looks like the name of a host or domain, among versions, files and words.
 */
#ifndef HOST_SHAPE_H
#define HOST_SHAPE_H

#include "record.h"

#include <stdbool.h>

/* Has the text the shape of a host name: dotted, and neither a version nor a file? */
bool is_host_shape(struct span text);

#endif
