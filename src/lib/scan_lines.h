/* SPDX-License-Identifier: MIT */
/*
 * Deliveries are known without being explained.
 */
#ifndef SCAN_LINES_H
#define SCAN_LINES_H

#include "record.h"
#include "scan.h"

#include <stdbool.h>

/*
 * Is the line that the scanner found in text one of Postfix ("... QID: to=<a@b>, ...
 * status=sent (...)") that reports one delivery and nothing else?  *id is set only then.
 */
bool scan_is_delivery(const char *text, const struct scan_line *found, struct span *id);

#endif
