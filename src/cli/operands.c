/* SPDX-License-Identifier: MIT */
/*
 * Operands: names of files, or words of a text?
 */
#include "operands.h"

#include "ascii.h"

#include <string.h>
#include <sys/stat.h>

static bool exists(const char *operand)
{
    struct stat st;

    return strcmp(operand, "-") == 0 || stat(operand, &st) == 0;
}

/* has_code - an outcome with a code ends the question */
static bool has_code(void *arg, const struct sw_outcome *o)
{
    bool *found = arg;

    *found = o->reply > 0 || o->enhanced.class > 0 || o->dsn.class > 0;
    return !*found;
}

/* has_extension - does the name end like "mail.log", "mail.log.1" or "mail.log.gz"? */
static bool has_extension(const char *name)
{
    const char *dot = strrchr(name, '.');
    bool letters = false;
    const char *p;

    if (!dot || dot == name)
        return false;
    for (p = strchr(name, '.') + 1; *p; p++) {
        if (!is_alnum(*p) && *p != '.' && *p != '-' && *p != '_')
            return false;
        letters = letters || is_alpha(*p);
    }
    return letters && is_alnum(p[-1]) && strlen(dot) <= 8;
}

/*
 * is_path - does an operand that names no file look as if it were to name one?  With
 * blanks in it only if it begins as a path does: "see a/b: mailbox full" is a text.
 */
static bool is_path(struct run *run, const char *operand)
{
    bool blanks = strpbrk(operand, " \t\n") != NULL, found = false;
    const char *p = operand + strspn(operand, ".~");

    if (operand[strspn(operand, "0123456789.xX")] == '\0')
        return false; /* "5.x.x" is a code, of sorts */
    if (blanks ? *p != '/' : !strchr(operand, '/') && !has_extension(operand))
        return false;
    if (strstr(operand, "://"))
        return false;
    sw_explain(run->ctx, SW_INPUT_TEXT, operand, strlen(operand), 1, true, has_code, &found);
    return !found;
}

bool operands_are_files(struct run *run)
{
    const struct options *o = run->options;
    size_t i;

    for (i = 0; i < o->noperands; i++)
        if (!exists(o->operands[i]) && !is_path(run, o->operands[i]))
            return false;
    return true;
}
