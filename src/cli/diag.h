/* SPDX-License-Identifier: MIT */
/*
 * Talk on standard error.  One function reports every fault and raises the exit
 * status in the same breath, so that no error can be told and then forgotten.
 */
#ifndef DIAG_H
#define DIAG_H

#include <stddef.h>

enum { STATUS_EXPLAINED = 0, STATUS_NOTHING = 1, STATUS_ERROR = 2 };

struct diag {
    int status; /* the worst so far: 0 or STATUS_ERROR */
};

/*
 * Prints "smtpwhy: FILE:LINE: message" and raises the status to STATUS_ERROR.
 * file may be NULL and line 0: then they are left out.  Control bytes are made visible.
 */
__attribute__((format(printf, 4, 5))) void diag_error(struct diag *d, const char *file, size_t line,
                                                      const char *format, ...);

/* Prints "smtpwhy: message"; the status stays. */
__attribute__((format(printf, 1, 2))) void diag_note(const char *format, ...);

/* What messages call a source of text: "standard input" for "-". */
const char *diag_source(const char *source);

#endif
