/* SPDX-License-Identifier: MIT */
/*
 * Diagnostics.  What is echoed may be hostile (file names, options, replies), so
 * every message passes through the filter that makes control bytes visible.
 */
#include "diag.h"

#include "buf.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MAX = 4096 };

/* put - one message, made safe, in one write */
__attribute__((format(printf, 3, 0))) static void put(const char *file, size_t line,
                                                      const char *format, va_list args)
{
    struct buf out = buf_new(4 * MESSAGE_MAX);
    char message[MESSAGE_MAX];
    int n = vsnprintf(message, sizeof message, format, args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof message ? (size_t)n : sizeof message - 1;

    buf_puts(&out, "smtpwhy: ");
    if (file) {
        utf8_add_safe(&out, file, strlen(file));
        if (line > 0)
            buf_printf(&out, ":%zu", line);
        buf_puts(&out, ": ");
    }
    utf8_add_safe(&out, message, len);
    buf_putc(&out, '\n');
    if (out.ptr)
        fwrite(out.ptr, 1, out.len, stderr);
    buf_free(&out);
}

void diag_error(struct diag *d, const char *file, size_t line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(file, line, format, args);
    va_end(args);
    d->status = STATUS_ERROR;
}

void diag_note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put(NULL, 0, format, args);
    va_end(args);
}

const char *diag_source(const char *source)
{
    return strcmp(source, "-") == 0 ? "standard input" : source;
}
