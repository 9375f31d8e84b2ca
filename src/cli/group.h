/* SPDX-License-Identifier: MIT */
/*
 * A summary's tables of names: categories, codes, providers, domains, hosts, hours.
 */
#ifndef GROUP_H
#define GROUP_H

#include "page.h"

/*
 * Reasons added up by category, code or provider, as the options say; others: what is
 * counted without one.  Returns false when memory is short; nothing is printed then.
 */
bool group_reasons(struct page *p, const struct sw_reason *const *list, size_t n,
                   unsigned long long others);

/* A table as it was counted: of hours the first come first, of all else the largest. */
bool group_rows(struct page *p, enum sw_table table, const char *what);

#endif
