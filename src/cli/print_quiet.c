/* SPDX-License-Identifier: MIT */
/*
 * --quiet: prints nothing.
 */
#include "printer.h"

static void finding(struct sink *sink, const struct finding *f)
{
    (void)sink;
    (void)f;
}

const struct printer printer_quiet = { .name = "quiet", .silent = true, .finding = finding };
