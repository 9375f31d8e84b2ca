/* SPDX-License-Identifier: MIT */
/*
 * Reads a pattern as far as needed to know which literals it demands: groups,
 * alternations, small classes and quantifiers are understood, everything else only ends the
 * literal before it.  What stands side by side is multiplied out, "(?:user|alias) unknown" to
 * "user unknown" and "alias unknown", for long literals are rare ones.  Refuses what would make
 * a row slow or its rank unclear: unbounded gaps, back-references, unnamed groups.
 */
#include "literal.h"

#include "ascii.h"
#include "pattern.h"

#include <string.h>

struct reader {
    struct pattern in;
    unsigned depth;
    literal_cost_fn *cost;
    void *arg;
    size_t most;               /* strings that are multiplied out */
    bool beyond;               /* it holds what literals do not tell: looks around, names */
    struct bounds *bounds;     /* where else it may look around; NULL: nowhere */
    size_t skip_from, skip_to; /* offsets between which no literal is wanted */
};

enum { DEPTH_MAX = 16, MULTIPLIED_MAX = 16 };

/* The word boundaries, \b, at both ends of a pattern. */
struct bounds {
    bool begins, ends;
};

static void read_alternation(struct reader *r, struct literals *best, struct strings *exact);

/* offer_group - the set of a group before which that many bytes of the match may stand */
static void offer_group(const struct reader *r, struct literals *best, struct literals *group,
                        size_t before, const char *from)
{
    size_t i;

    for (i = 0; i < group->count; i++)
        group->before[i] = (uint16_t)length_sum(group->before[i], before);
    group->from = (size_t)(from - r->in.start);
    group->to = (size_t)(r->in.p - r->in.start);
    literals_offer(best, group);
}

/* What stands side by side, as far as it is known exactly. */
struct run {
    struct strings strings;
    size_t most;      /* strings that it may be multiplied to */
    const char *from; /* of the pattern */
    size_t before;    /* most bytes of the match before it */
    bool whole;       /* it is all of its sequence so far */
};

/* start_run - a new one, of nothing yet */
static void start_run(const struct reader *r, struct run *run, size_t before, bool whole)
{
    run->strings.count = 1;
    run->strings.text[0][0] = '\0';
    run->from = r->in.p;
    run->before = before;
    run->whole = whole;
}

/* offer_run - the strings as they are now, if all are long enough; they end before end */
static void offer_run(const struct reader *r, const struct run *run, const char *end,
                      struct literals *best)
{
    struct literals set;
    size_t i;

    if (strings_shortest(&run->strings) < LITERAL_MIN)
        return;
    literals_clear(&set);
    set.count = run->strings.count;
    set.from = (size_t)(run->from - r->in.start);
    set.to = (size_t)(end - r->in.start);
    for (i = 0; i < set.count && (best->count == 0 || set.cost < best->cost); i++) {
        const char *text = run->strings.text[i];

        memcpy(set.text[i], text, sizeof set.text[i]);
        set.before[i] = (uint16_t)run->before;
        set.cost += r->cost(r->arg, text, strlen(text));
    }
    literals_offer(best, &set);
}

/* One item of a sequence: a character, a group, or something that matches a single byte. */
struct atom {
    enum { ATOM_CHAR, ATOM_ANY, ATOM_DOT, ATOM_GROUP, ATOM_NOTHING } kind;
    struct literals group; /* what a group demands */
    struct strings exact;  /* all that it can be, if that is known */
    const char *from;      /* of the pattern */
};

/* set_char - it is this character */
static void set_char(struct atom *atom, char c)
{
    atom->kind = ATOM_CHAR;
    atom->exact.count = 1;
    atom->exact.text[0][0] = to_lower(c);
    atom->exact.text[0][1] = '\0';
}

/* read_class - it is one of a few characters, if the [...] says no more than that */
static bool read_class(struct reader *r, struct atom *atom)
{
    char members[PATTERN_MEMBERS_MAX];
    size_t n, i;

    if (!pattern_class(&r->in, members, &n))
        return false;
    atom->kind = ATOM_ANY;
    atom->exact.count = n;
    for (i = 0; i < n; i++) {
        atom->exact.text[i][0] = to_lower(members[i]);
        atom->exact.text[i][1] = '\0';
    }
    return true;
}

/* read_escape - what a backslash introduces */
static bool read_escape(struct reader *r, struct atom *atom)
{
    enum pattern_escape kind;
    char c;

    if (!pattern_escape(&r->in, &kind, &c))
        return false;
    if (kind == ESCAPE_CHAR)
        set_char(atom, c);
    else
        atom->kind = kind == ESCAPE_NOTHING ? ATOM_NOTHING : ATOM_ANY;
    return true;
}

/* read_group - a group with what it demands */
static bool read_group(struct reader *r, struct atom *atom)
{
    enum pattern_group kind;

    if (!pattern_open(&r->in, &kind))
        return false;
    r->beyond = r->beyond || kind != GROUP_PLAIN;
    if (++r->depth > DEPTH_MAX)
        return pattern_fault(&r->in, "groups nested too deeply");
    read_alternation(r, &atom->group, &atom->exact);
    r->depth--;
    if (r->in.message)
        return false;
    if (*r->in.p != ')')
        return pattern_fault(&r->in, "a group without its end");
    r->in.p++;
    atom->kind = kind == GROUP_AROUND ? ATOM_NOTHING : ATOM_GROUP;
    return true;
}

static bool read_atom(struct reader *r, struct atom *atom)
{
    literals_clear(&atom->group);
    atom->exact.count = 0;
    atom->kind = ATOM_NOTHING;
    atom->from = r->in.p;
    switch (*r->in.p) {
    case '(':
        return read_group(r, atom);
    case '[':
        return read_class(r, atom);
    case '\\':
        return read_escape(r, atom);
    case '^':
    case '$':
        r->in.p++;
        return true;
    case '.':
        atom->kind = ATOM_DOT;
        r->in.p++;
        return true;
    default:
        set_char(atom, *r->in.p);
        r->in.p++;
        return true;
    }
}

/*
 * repeat - the strings that the atom stands for with its quantifier; *more: they go on in a way
 * that is not known
 */
static void repeat(struct atom *atom, const struct quantifier *q, bool *more)
{
    struct strings *s = &atom->exact;

    *more = false;
    if (s->count == 0 || q->exact_one)
        return;
    if (q->min == 0) {
        if (q->max != 1 || !strings_add_empty(s))
            s->count = 0;
        return;
    }
    *more = q->max > 1;
}

/* is_skipped - lies the atom in that part of the pattern from which nothing is wanted? */
static bool is_skipped(const struct reader *r, const struct atom *atom)
{
    size_t at = (size_t)(atom->from - r->in.start);

    return r->depth == 0 && at >= r->skip_from && at < r->skip_to;
}

/*
 * extend - the run by an atom that is repeated as more says and before which that many bytes of
 * the match may stand; it ends where nothing exact can be said
 */
static void extend(const struct reader *r, struct run *run, const struct atom *atom, bool more,
                   struct literals *best, size_t before)
{
    bool known = atom->exact.count > 0;

    if (atom->exact.count > 1)
        offer_run(r, run, atom->from, best);
    if (known && strings_multiply(&run->strings, &atom->exact, run->most) && !more)
        return;
    offer_run(r, run, more ? r->in.p : atom->from, best);
    start_run(r, run, best->widest, false);
    if (known && !more && atom->exact.count <= run->most) {
        run->strings = atom->exact;
        run->from = atom->from;
        run->before = before;
    }
}

/* take_look - what takes no byte: at an end of the whole pattern it may be a word boundary */
static void take_look(struct reader *r, const struct atom *atom)
{
    bool boundary = strncmp(atom->from, "\\b", 2) == 0;

    if (boundary && r->bounds && atom->from == r->in.start)
        r->bounds->begins = true;
    else if (boundary && r->bounds && *r->in.p == '\0')
        r->bounds->ends = true;
    else
        r->beyond = true;
}

/* read_sequence - up to '|', ')' or the end */
static void read_sequence(struct reader *r, struct literals *best, struct strings *exact)
{
    /* the second has one string only: what stands behind several is a literal too */
    struct run run = { .most = r->most }, single = { .most = 1 };
    struct atom atom;

    literals_clear(best);
    exact->count = 0;
    start_run(r, &run, 0, true);
    start_run(r, &single, 0, true);
    while (*r->in.p && *r->in.p != '|' && *r->in.p != ')') {
        struct quantifier q;
        size_t before = best->widest;
        bool more;

        if (!read_atom(r, &atom))
            return;
        q = pattern_quantifier(&r->in);
        r->beyond = r->beyond || q.possessive;
        if (atom.kind == ATOM_NOTHING) {
            take_look(r, &atom);
            continue;
        }
        if (atom.kind == ATOM_DOT && q.max == PATTERN_FAR) {
            r->in.p--;
            (void)pattern_fault(&r->in, "an unbounded gap; write .{0,60}");
            return;
        }
        best->width += q.min * (atom.kind == ATOM_GROUP ? atom.group.width : 1);
        best->widest = length_sum(
            before, length_product(q.max, atom.kind == ATOM_GROUP ? atom.group.widest : 1));
        repeat(&atom, &q, &more);
        if (is_skipped(r, &atom))
            atom.exact.count = atom.group.count = 0;
        if (q.min > 0)
            offer_group(r, best, &atom.group, before, atom.from);
        extend(r, &run, &atom, more, best, before);
        extend(r, &single, &atom, more, best, before);
    }
    offer_run(r, &run, r->in.p, best);
    offer_run(r, &single, r->in.p, best);
    if (run.whole)
        *exact = run.strings;
}

/* read_alternation - branches, up to ')' or the end */
static void read_alternation(struct reader *r, struct literals *best, struct strings *exact)
{
    struct literals branch;
    struct strings strings;

    read_sequence(r, best, exact);
    while (!r->in.message && *r->in.p == '|') {
        r->in.p++;
        read_sequence(r, &branch, &strings);
        literals_join(best, &branch);
        strings_join(exact, &strings);
    }
}

/* cost_by_length - the longer, the cheaper */
static size_t cost_by_length(void *arg, const char *literal, size_t len)
{
    (void)arg;
    (void)literal;
    return LITERAL_MAX + 1 - len;
}

/*
 * find_cheapest - of all that it demands; multiplied out less far where the literals of several
 * alternatives become too many
 */
static void find_cheapest(struct reader *r, struct literals *best)
{
    struct literals found;
    struct strings unused;
    size_t most;

    literals_clear(best);
    for (most = MULTIPLIED_MAX; most > 0; most /= 4) {
        r->in.p = r->in.start;
        r->most = most;
        read_alternation(r, &found, &unused);
        if (r->in.message)
            return;
        if (most == MULTIPLIED_MAX)
            *best = found;
        else
            literals_offer(best, &found);
    }
}

bool literals_find(const char *pattern, literal_cost_fn *cost, void *arg, struct literals *out,
                   struct literal_fault *fault)
{
    struct reader r = { .in = { pattern, pattern, NULL },
                        .cost = cost ? cost : cost_by_length,
                        .arg = arg };

    find_cheapest(&r, out);
    if (!r.in.message && *r.in.p)
        (void)pattern_fault(&r.in, "a closing parenthesis too many");
    if (!r.in.message && out->count == 0)
        (void)pattern_fault(&r.in, "it demands no literal of at least 4 bytes in every branch");
    *fault = (struct literal_fault){ r.in.message, (size_t)(r.in.p - r.in.start) };
    if (r.in.message)
        return false;
    literals_prune(out);
    return true;
}

void literals_find_second(const char *pattern, literal_cost_fn *cost, void *arg,
                          const struct literals *first, struct literals *out)
{
    struct reader r = { .in = { pattern, pattern, NULL },
                        .cost = cost ? cost : cost_by_length,
                        .arg = arg,
                        .skip_from = first->from, /* of what the first ones do not already say */
                        .skip_to = first->to };

    literals_clear(out);
    if (pattern[pattern_branch(pattern)] == '\0')
        find_cheapest(&r, out);
    literals_prune(out);
}

bool literals_exact(const char *pattern, struct literals *out, bool *begins, bool *ends)
{
    struct bounds bounds = { false, false };
    struct reader r = { .in = { pattern, pattern, NULL },
                        .cost = cost_by_length,
                        .most = LITERALS_EXACT,
                        .bounds = &bounds };
    struct strings strings;
    size_t i;

    read_sequence(&r, out, &strings);
    literals_clear(out);
    if (*r.in.p || r.in.message || r.beyond)
        return false;
    for (i = 0; i < strings.count; i++) {
        if (strlen(strings.text[i]) < LITERAL_MIN)
            return false;
        memcpy(out->text[i], strings.text[i], sizeof out->text[i]);
        out->before[i] = 0;
    }
    out->count = strings.count;
    *begins = bounds.begins;
    *ends = bounds.ends;
    return out->count > 0;
}
