/* SPDX-License-Identifier: MIT */
/*
 * The syntax of the patterns of rows: item by item, and where alternatives end.
 */
#include "pattern.h"

#include "ascii.h"

#include <string.h>

bool pattern_fault(struct pattern *in, const char *message)
{
    if (!in->message)
        in->message = message;
    return false;
}

static unsigned read_number(struct pattern *in)
{
    unsigned n = 0;

    for (; is_digit(*in->p); in->p++)
        n = n * 10 + (unsigned)(*in->p - '0');
    return n;
}

/* read_braces - {n}, {n,}, {n,m}; anything else in braces is text, of any length for all we care */
static void read_braces(struct pattern *in, struct quantifier *q)
{
    bool number = is_digit(*++in->p);

    q->min = q->max = read_number(in);
    if (*in->p == ',') {
        in->p++;
        q->max = is_digit(*in->p) ? read_number(in) : PATTERN_FAR;
    }
    if (!number || *in->p != '}')
        q->max = PATTERN_FAR;
    while (*in->p && *in->p != '}')
        in->p++;
}

struct quantifier pattern_quantifier(struct pattern *in)
{
    struct quantifier q = { .min = 1, .max = 1, .exact_one = true };

    switch (*in->p) {
    case '?':
        q.min = 0;
        break;
    case '*':
        q.min = 0;
        q.max = PATTERN_FAR;
        break;
    case '+':
        q.max = PATTERN_FAR;
        break;
    case '{':
        read_braces(in, &q);
        break;
    default:
        return q;
    }
    q.exact_one = false;
    if (*in->p)
        in->p++;
    q.possessive = *in->p == '+';
    if (*in->p == '?' || *in->p == '+')
        in->p++;
    return q;
}

bool pattern_open(struct pattern *in, enum pattern_group *kind)
{
    const char *p = in->p + 1;

    *kind = GROUP_OTHER;
    if (*p != '?')
        return pattern_fault(in, "an unnamed capturing group; use (?:...)");
    p++;
    if (*p == ':' || *p == '>') {
        *kind = *p == ':' ? GROUP_PLAIN : GROUP_OTHER;
        in->p = p + 1;
        return true;
    }
    if (*p == '=' || *p == '!' || (*p == '<' && (p[1] == '=' || p[1] == '!'))) {
        *kind = GROUP_AROUND;
        in->p = p + (*p == '<' ? 2 : 1);
        return true;
    }
    if (*p == 'P')
        p++;
    if (*p != '<')
        return pattern_fault(in, "a group of a kind that rows may not use");
    p = strchr(p, '>');
    if (!p)
        return pattern_fault(in, "a group name without its end");
    in->p = p + 1;
    return true;
}

/* few_members - the characters of the [...] at p, if it says no more than a few; else none */
static size_t few_members(const char *p, char members[PATTERN_MEMBERS_MAX])
{
    size_t n = 0;

    for (p++; *p && *p != ']'; p++) {
        bool range = *p == '-' && n > 0 && p[1] != ']';

        if (is_any_of(*p, "^\\[") || range || n == PATTERN_MEMBERS_MAX)
            return 0;
        members[n++] = *p;
    }
    return n;
}

bool pattern_class(struct pattern *in, char members[PATTERN_MEMBERS_MAX], size_t *n)
{
    const char *p = in->p + 1;

    *n = few_members(in->p, members);
    if (*p == '^')
        p++;
    if (*p == ']')
        p++;
    for (; *p && *p != ']'; p++) {
        if ((unsigned char)*p >= 0x80) {
            in->p = p;
            return pattern_fault(in, "a character beyond ASCII cannot stand in [...]; use (?:a|b)");
        }
        if (*p == '\\' && p[1])
            p++;
        if (*p == '[' && p[1] == ':') {
            for (p += 2; *p && !(*p == ':' && p[1] == ']'); p++)
                ;
            p += *p != '\0';
        }
    }
    in->p = *p ? p + 1 : p;
    return true;
}

bool pattern_escape(struct pattern *in, enum pattern_escape *kind, char *c)
{
    *c = in->p[1];
    if (is_digit(*c) || *c == 'g' || *c == 'k')
        return pattern_fault(in, "a back-reference");
    if (*c == '\0')
        return pattern_fault(in, "a lone backslash");
    if (is_alpha(*c) && !strchr("bBAzZKdDsSwWhHvVN", *c))
        return pattern_fault(in, "an escape that rows may not use");
    if (!is_alnum(*c))
        *kind = ESCAPE_CHAR;
    else
        *kind = strchr("bBAzZK", *c) ? ESCAPE_NOTHING : ESCAPE_ANY;
    in->p += 2;
    return true;
}

/* skip_item - over a character, a class, an escape or a whole group; false at the end or a
 * fault */
static bool skip_item(struct pattern *in)
{
    char members[PATTERN_MEMBERS_MAX], c;
    enum pattern_escape escape;
    enum pattern_group group;
    unsigned depth = 0;
    bool good = true;
    size_t n;

    do {
        switch (*in->p) {
        case '(':
            depth++;
            good = pattern_open(in, &group);
            break;
        case '[':
            good = pattern_class(in, members, &n);
            break;
        case '\\':
            good = pattern_escape(in, &escape, &c);
            break;
        case ')':
            if (depth == 0)
                return false;
            depth--;
            in->p++;
            break;
        case '\0':
            return false;
        default:
            in->p++;
        }
    } while (good && depth > 0);
    return good;
}

size_t pattern_branch(const char *pattern)
{
    struct pattern in = { pattern, pattern, NULL };

    while (*in.p != '|' && skip_item(&in))
        ;
    return (size_t)(in.p - pattern);
}

/* takes_nothing - is the next item an anchor, a boundary or a look-around? */
static bool takes_nothing(struct pattern in)
{
    enum pattern_escape escape;
    enum pattern_group group;
    char c;

    switch (*in.p) {
    case '^':
    case '$':
        return true;
    case '(':
        return pattern_open(&in, &group) && group == GROUP_AROUND;
    case '\\':
        return pattern_escape(&in, &escape, &c) && escape == ESCAPE_NOTHING;
    default:
        return false;
    }
}

/* skip_nothing - over all that takes no byte of the text */
static void skip_nothing(struct pattern *in)
{
    while (takes_nothing(*in) && skip_item(in))
        ;
}

bool pattern_is_group(const char *pattern, size_t *from, size_t *to)
{
    struct pattern in = { pattern, pattern, NULL };
    const char *group, *end;

    skip_nothing(&in);
    group = in.p;
    if (strncmp(group, "(?:", 3) != 0 || !skip_item(&in) || is_any_of(*in.p, "?*+{"))
        return false;
    end = in.p;
    skip_nothing(&in);
    if (*in.p != '\0')
        return false;
    *from = (size_t)(group - pattern);
    *to = (size_t)(end - pattern);
    return true;
}
