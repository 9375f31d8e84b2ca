/* SPDX-License-Identifier: MIT */
/*
 * Output longer than the screen goes through a pager, on a terminal only.
 */
#ifndef PAGER_H
#define PAGER_H

#include <stddef.h>
#include <stdio.h>

/* Output that is held back until its length is known. */
struct pager {
    FILE *held; /* NULL: nothing is */
    char *text;
    size_t size;
};

/* Starts to hold output back; returns the stream to write to, stdout if memory is short. */
FILE *pager_hold(struct pager *p);

/* Lets go of what is held, straight to stdout. */
void pager_release(struct pager *p);

/* Shows what is held: through the pager if it has more lines than rows. */
void pager_show(struct pager *p, size_t rows);

#endif
