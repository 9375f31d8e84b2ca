/* SPDX-License-Identifier: MIT */
/*
 * Files of the tools, and what they write.
 */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* read_all - NULL, with errno set, if anything fails */
static char *read_all(FILE *f, size_t *len)
{
    char *data = NULL;
    long size;

    if (fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0 || fseek(f, 0, SEEK_SET) != 0)
        return NULL;
    data = malloc((size_t)size + 1);
    if (data && fread(data, 1, (size_t)size, f) != (size_t)size) {
        free(data);
        return NULL;
    }
    *len = (size_t)size;
    return data;
}

char *tool_read(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *data;
    int why;

    if (!f)
        return NULL;
    data = read_all(f, len);
    why = errno;
    fclose(f);
    errno = why;
    return data;
}

/* remove_regular - half a file must not be taken for one; but never remove a device */
static void remove_regular(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
        remove(path);
}

bool tool_write(const char *path, tool_put_fn *put, const void *arg)
{
    FILE *out = fopen(path, "wb");
    bool written;
    int why;

    if (!out)
        return false;
    put(arg, out);
    written = !ferror(out);
    if (fclose(out) == 0 && written)
        return true;
    why = errno;
    remove_regular(path);
    errno = why;
    return false;
}

void tool_fault(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    (void)arg;
    fprintf(stderr, "%s:%zu:%zu: %s\n", file, line, column, message);
}

void tool_put_char(char c, FILE *out)
{
    unsigned char byte = (unsigned char)c;

    if (c == '"' || c == '\\' || c == '?') /* '?': no trigraphs */
        fprintf(out, "\\%c", c);
    else if (byte < ' ' || byte == 0x7f)
        fprintf(out, "\\%03o", (unsigned)byte);
    else
        putc(c, out);
}
