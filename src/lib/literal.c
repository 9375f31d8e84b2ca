/* SPDX-License-Identifier: MIT */
/*
 * Reads a pattern as far as needed to know which literals it demands: groups,
 * alternations and quantifiers are understood, everything that is not a plain
 * character only ends the literal before it.  Refuses what would make a row slow
 * or its rank unclear: unbounded gaps, back-references, unnamed groups.
 */
#include "literal.h"

#include "ascii.h"

#include <string.h>

struct reader {
    const char *start, *p;
    const char *message; /* of the first fault; p stands on it */
    unsigned depth;
    literal_cost_fn *cost;
    void *arg;
};

enum { DEPTH_MAX = 16 };

/* The cheapest set of literals that is demanded, and the next one, if that is wanted. */
struct demand {
    struct literals *best, *second;
};

static void read_alternation(struct reader *r, struct demand out);

static bool fault(struct reader *r, const char *message)
{
    if (!r->message)
        r->message = message;
    return false;
}

static void clear(struct literals *l)
{
    l->count = l->cost = l->width = l->widest = 0;
}

/* sum, product - of lengths, of which one may be LITERAL_FAR: no end to it */
static size_t sum(size_t a, size_t b)
{
    return a + b < LITERAL_FAR ? a + b : LITERAL_FAR;
}

static size_t product(size_t a, size_t b)
{
    return a == 0 || b < LITERAL_FAR / a ? a * b : LITERAL_FAR;
}

/* keep - take the literals of another set, not its width */
static void keep(struct literals *to, const struct literals *from)
{
    memcpy(to->text, from->text, from->count * sizeof *from->text);
    memcpy(to->before, from->before, from->count * sizeof *from->before);
    to->count = from->count;
    to->cost = from->cost;
}

static bool cheaper(const struct literals *a, const struct literals *b)
{
    return a->count > 0 && (b->count == 0 || a->cost < b->cost);
}

/* offer - a set of which one must stand in the text: is it the cheapest so far? */
static void offer(const struct demand *d, const struct literals *set)
{
    if (cheaper(set, d->best)) {
        if (d->second)
            keep(d->second, d->best);
        keep(d->best, set);
    } else if (d->second && cheaper(set, d->second)) {
        keep(d->second, set);
    }
}

/* offer_group - the set of a group before which that many bytes of the match may stand */
static void offer_group(const struct demand *d, struct literals *group, size_t before)
{
    size_t i;

    for (i = 0; i < group->count; i++)
        group->before[i] = (uint16_t)sum(group->before[i], before);
    offer(d, group);
}

struct run {
    char text[LITERAL_MAX + 1];
    size_t len, before;
};

/* end_run - a literal has ended */
static void end_run(const struct reader *r, struct run *run, const struct demand *d)
{
    struct literals one = { .count = 1 };

    if (run->len >= LITERAL_MIN) {
        memcpy(one.text[0], run->text, run->len);
        one.before[0] = (uint16_t)run->before;
        one.cost = r->cost(r->arg, run->text, run->len);
        offer(d, &one);
    }
    run->len = 0;
}

struct quantifier {
    unsigned min, max; /* max: LITERAL_FAR without an end */
    bool exact_one;    /* there was none */
};

static unsigned read_number(struct reader *r)
{
    unsigned n = 0;

    for (; is_digit(*r->p); r->p++)
        n = n * 10 + (unsigned)(*r->p - '0');
    return n;
}

/* read_braces - {n}, {n,}, {n,m}; anything else in braces is text, of any length for all we care */
static void read_braces(struct reader *r, struct quantifier *q)
{
    bool number = is_digit(*++r->p);

    q->min = q->max = read_number(r);
    if (*r->p == ',') {
        r->p++;
        q->max = is_digit(*r->p) ? read_number(r) : LITERAL_FAR;
    }
    if (!number || *r->p != '}')
        q->max = LITERAL_FAR;
    while (*r->p && *r->p != '}')
        r->p++;
}

/* read_quantifier - ?, *, +, {...}, and the lazy or possessive mark behind it */
static struct quantifier read_quantifier(struct reader *r)
{
    struct quantifier q = { .min = 1, .max = 1, .exact_one = true };

    switch (*r->p) {
    case '?':
        q.min = 0;
        break;
    case '*':
        q.min = 0;
        q.max = LITERAL_FAR;
        break;
    case '+':
        q.max = LITERAL_FAR;
        break;
    case '{':
        read_braces(r, &q);
        break;
    default:
        return q;
    }
    q.exact_one = false;
    if (*r->p)
        r->p++;
    if (*r->p == '?' || *r->p == '+')
        r->p++;
    return q;
}

/* skip_class - stand behind a [...] */
static bool skip_class(struct reader *r)
{
    const char *p = r->p + 1;

    if (*p == '^')
        p++;
    if (*p == ']')
        p++;
    for (; *p && *p != ']'; p++) {
        if ((unsigned char)*p >= 0x80) {
            r->p = p;
            return fault(r, "a character beyond ASCII cannot stand in [...]; use (?:a|b)");
        }
        if (*p == '\\' && p[1])
            p++;
        if (*p == '[' && p[1] == ':') {
            for (p += 2; *p && !(*p == ':' && p[1] == ']'); p++)
                ;
            p += *p != '\0';
        }
    }
    r->p = *p ? p + 1 : p;
    return true;
}

/* open_group - read "(?:", "(?P<name>", "(?!" ...; *around: a look-around */
static bool open_group(struct reader *r, bool *around)
{
    const char *p = r->p + 1;

    *around = false;
    if (*p != '?')
        return fault(r, "an unnamed capturing group; use (?:...)");
    p++;
    if (*p == ':' || *p == '>') {
        r->p = p + 1;
        return true;
    }
    if (*p == '=' || *p == '!' || (*p == '<' && (p[1] == '=' || p[1] == '!'))) {
        *around = true;
        r->p = p + (*p == '<' ? 2 : 1);
        return true;
    }
    if (*p == 'P')
        p++;
    if (*p != '<')
        return fault(r, "a group of a kind that rows may not use");
    p = strchr(p, '>');
    if (!p)
        return fault(r, "a group name without its end");
    r->p = p + 1;
    return true;
}

/* One item of a sequence: a character, a group, or something that matches a single byte. */
struct atom {
    enum { ATOM_CHAR, ATOM_ANY, ATOM_DOT, ATOM_GROUP, ATOM_NOTHING } kind;
    char c;
};

/* read_escape - what a backslash introduces */
static bool read_escape(struct reader *r, struct atom *atom)
{
    char c = r->p[1];

    if (is_digit(c) || c == 'g' || c == 'k')
        return fault(r, "a back-reference");
    if (c == '\0')
        return fault(r, "a lone backslash");
    if (is_alpha(c) && !strchr("bBAzZKdDsSwWhHvVN", c))
        return fault(r, "an escape that rows may not use");
    if (!is_alnum(c))
        *atom = (struct atom){ ATOM_CHAR, c };
    else
        atom->kind = strchr("bBAzZK", c) ? ATOM_NOTHING : ATOM_ANY;
    r->p += 2;
    return true;
}

/* read_group - a group with what it demands */
static bool read_group(struct reader *r, struct atom *atom, struct literals *group)
{
    bool around;

    if (!open_group(r, &around))
        return false;
    if (++r->depth > DEPTH_MAX)
        return fault(r, "groups nested too deeply");
    read_alternation(r, (struct demand){ group, NULL });
    r->depth--;
    if (r->message)
        return false;
    if (*r->p != ')')
        return fault(r, "a group without its end");
    r->p++;
    atom->kind = around ? ATOM_NOTHING : ATOM_GROUP;
    return true;
}

static bool read_atom(struct reader *r, struct atom *atom, struct literals *group)
{
    switch (*r->p) {
    case '(':
        return read_group(r, atom, group);
    case '[':
        atom->kind = ATOM_ANY;
        return skip_class(r);
    case '\\':
        return read_escape(r, atom);
    case '^':
    case '$':
        atom->kind = ATOM_NOTHING;
        r->p++;
        return true;
    case '.':
        atom->kind = ATOM_DOT;
        r->p++;
        return true;
    default:
        *atom = (struct atom){ ATOM_CHAR, to_lower(*r->p) };
        r->p++;
        return true;
    }
}

/* add_char - a character of the literal, repeated as q says; before: bytes of the match */
static void add_char(const struct reader *r, struct run *run, char c, const struct quantifier *q,
                     const struct demand *d, size_t before)
{
    if (q->min == 0) {
        end_run(r, run, d);
        return;
    }
    if (run->len == LITERAL_MAX)
        end_run(r, run, d);
    if (run->len == 0)
        run->before = before;
    run->text[run->len++] = c;
    if (!q->exact_one)
        end_run(r, run, d);
}

/* read_sequence - up to '|', ')' or the end */
static void read_sequence(struct reader *r, struct demand d)
{
    struct run run = { .len = 0 };
    struct literals group;

    clear(d.best);
    if (d.second)
        clear(d.second);
    while (*r->p && *r->p != '|' && *r->p != ')') {
        struct atom atom = { ATOM_NOTHING, '\0' };
        struct quantifier q;
        size_t before;

        clear(&group);
        if (!read_atom(r, &atom, &group))
            return;
        q = read_quantifier(r);
        if (atom.kind == ATOM_NOTHING)
            continue;
        if (atom.kind == ATOM_DOT && q.max == LITERAL_FAR) {
            r->p--;
            (void)fault(r, "an unbounded gap; write .{0,60}");
            return;
        }
        before = d.best->widest;
        d.best->width += q.min * (atom.kind == ATOM_GROUP ? group.width : 1);
        d.best->widest = sum(before, product(q.max, atom.kind == ATOM_GROUP ? group.widest : 1));
        if (atom.kind == ATOM_CHAR) {
            add_char(r, &run, atom.c, &q, &d, before);
            continue;
        }
        end_run(r, &run, &d);
        if (atom.kind == ATOM_GROUP && q.min > 0)
            offer_group(&d, &group, before);
    }
    end_run(r, &run, &d);
}

/* add_branch - a text matches if it matches any branch: all their literals are needed */
static void add_branch(struct literals *all, const struct literals *branch)
{
    if (branch->width < all->width)
        all->width = branch->width;
    if (branch->widest > all->widest)
        all->widest = branch->widest;
    if (all->count == 0 || branch->count == 0 || all->count + branch->count > LITERALS_MAX) {
        all->count = 0;
        return;
    }
    memcpy(all->text[all->count], branch->text, branch->count * sizeof *branch->text);
    memcpy(all->before + all->count, branch->before, branch->count * sizeof *branch->before);
    all->count += branch->count;
    all->cost += branch->cost;
}

static void read_alternation(struct reader *r, struct demand out)
{
    struct literals branch;

    read_sequence(r, out);
    while (!r->message && *r->p == '|') {
        r->p++;
        read_sequence(r, (struct demand){ &branch, NULL });
        add_branch(out.best, &branch);
        if (out.second)
            clear(out.second);
    }
}

/* cost_by_length - the longer, the cheaper */
static size_t cost_by_length(void *arg, const char *literal, size_t len)
{
    (void)arg;
    (void)literal;
    return LITERAL_MAX + 1 - len;
}

bool literals_find(const char *pattern, literal_cost_fn *cost, void *arg, struct literals *out,
                   struct literals *second, size_t *offset, const char **message)
{
    struct reader r = {
        .start = pattern, .p = pattern, .cost = cost ? cost : cost_by_length, .arg = arg
    };

    read_alternation(&r, (struct demand){ out, second });
    if (!r.message && *r.p)
        (void)fault(&r, "a closing parenthesis too many");
    if (!r.message && out->count == 0)
        (void)fault(&r, "it demands no literal of at least 4 bytes in every branch");
    *message = r.message;
    *offset = (size_t)(r.p - r.start);
    return !r.message;
}

size_t literals_branch(const char *pattern)
{
    struct literals unused;
    struct reader r = { .start = pattern, .p = pattern, .cost = cost_by_length };

    read_sequence(&r, (struct demand){ &unused, NULL });
    return (size_t)(r.p - r.start);
}
