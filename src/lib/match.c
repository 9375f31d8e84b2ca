/* SPDX-License-Identifier: MIT */
/*
 * The matcher of known replies.  Rows stand in order of rank, so the first
 * candidate that its pattern confirms is the answer.
 */
#include "match.h"

#include "ascii.h"
#include "literal.h"
#include "status.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

/* The two words of found. */
enum which { FIRST, SECOND };

/* mark - a branch, one of whose literals has been found */
static inline void mark(struct matcher *m, size_t branch, enum which which)
{
    size_t pair = branch / 64;

    m->found[2 * pair + which] |= (uint64_t)1 << branch % 64;
    m->touched[pair / 64] |= (uint64_t)1 << pair % 64;
}

/* next_touched - the first pair of words from *pair on that was marked; false if there is none */
static inline bool next_touched(const struct matcher *m, size_t *pair)
{
    size_t word = *pair / 64;
    uint64_t bits;

    if (word >= m->nwords)
        return false;
    bits = m->touched[word] >> *pair % 64 << *pair % 64;
    while (bits == 0) {
        if (++word == m->nwords)
            return false;
        bits = m->touched[word];
    }
    *pair = word * 64 + (size_t)__builtin_ctzll(bits);
    return true;
}

/* unmark - all that the last search has marked */
static void unmark(struct matcher *m)
{
    size_t pair;

    for (pair = 0; next_touched(m, &pair); pair++)
        m->found[2 * pair + FIRST] = m->found[2 * pair + SECOND] = 0;
    memset(m->touched, 0, m->nwords * sizeof *m->touched);
}

bool matcher_init(struct matcher *m, const struct ruleset *set)
{
    size_t n = set->nbranches ? set->nbranches : 1, pairs = (n + 63) / 64;

    *m = (struct matcher){ .set = set, .nwords = (pairs + 63) / 64 };
    m->code = calloc(n, sizeof *m->code);
    m->found = calloc(2 * pairs, sizeof *m->found);
    m->touched = calloc(m->nwords, sizeof *m->touched);
    m->broken = calloc(n, sizeof *m->broken);
    m->seen = malloc(SEEN_FIRST * sizeof *m->seen);
    m->seen_cap = m->seen ? SEEN_FIRST : 0;
    return m->code && m->found && m->touched && m->broken && m->seen;
}

void matcher_free(struct matcher *m)
{
    size_t i;

    for (i = 0; m->ncode > 0; i++)
        if (m->code[i]) { /* of most rows none was needed */
            pcre2_code_free(m->code[i]);
            m->ncode--;
        }
    free(m->code);
    free(m->found);
    free(m->touched);
    free(m->broken);
    free(m->seen);
}

struct searching {
    struct matcher *m;
    struct span words;
    struct hits *hits;
};

/* whole_name - is the host name or zone not a part of a longer label? */
static bool whole_name(struct span words, size_t at, size_t len)
{
    char before = at > 0 ? words.ptr[at - 1] : ' ';
    char behind = at + len < words.len ? words.ptr[at + len] : ' ';
    char after = at + len + 1 < words.len ? words.ptr[at + len + 1] : ' ';

    if (behind == '.' && is_alnum(after))
        return false; /* zen.spamhaus.org.example.com */

    return !is_alnum(before) && before != '-' && !is_alnum(behind) && behind != '-';
}

/* see_spelt - keep a spelling; of two that begin at one place the longer one stands first */
static void see_spelt(struct matcher *m, struct spelt spelt)
{
    size_t i;

    if (m->nspelt == SPELT_MAX)
        return;
    for (i = m->nspelt++; i > 0; i--) {
        const struct spelt *before = &m->spelt[i - 1];

        if (before->at < spelt.at || (before->at == spelt.at && before->len > spelt.len))
            break;
        m->spelt[i] = *before;
    }
    m->spelt[i] = spelt;
}

static void found_extra(struct searching *s, const struct extra *extra, size_t at, size_t len)
{
    struct hits *hits = s->hits;

    if (extra->kind == EXTRA_SIGN)
        hits->signs |= extra->row;
    if (extra->kind == EXTRA_SIGN || !whole_name(s->words, at, len))
        return;
    if (extra->kind == EXTRA_SPELLING)
        see_spelt(s->m, (struct spelt){ (uint32_t)at, (uint32_t)len, extra->row });
    if (extra->kind == EXTRA_LIST && at > 0 && s->words.ptr[at - 1] == '@')
        return; /* a mailbox there, not the list */
    if (extra->kind == EXTRA_LIST && len > hits->blocklist_len) {
        hits->blocklist = extra->row;
        hits->blocklist_len = len;
    } else if (extra->kind == EXTRA_HOST && len > hits->provider_len) {
        hits->provider = extra->row;
        hits->provider_len = len;
    }
}

/* at_boundary - does a word begin or end there, as \b says? */
static bool at_boundary(struct span words, size_t at)
{
    bool before = at > 0 && is_word(words.ptr[at - 1]);
    bool behind = at < words.len && is_word(words.ptr[at]);

    return before != behind;
}

/* found_exact - all that the branches match stands there: that confirms those whose words end there
 */
static void found_exact(const struct searching *s, const uint32_t *owners, const uint32_t *end,
                        size_t at, size_t len)
{
    uint32_t unmet = (at_boundary(s->words, at) ? 0 : OWNER_BEGINS) |
                     (at_boundary(s->words, at + len) ? 0 : OWNER_ENDS);

    for (; owners < end; owners++)
        if (!(*owners & unmet))
            mark(s->m, *owners & OWNER_PLACE, FIRST);
}

/* see - keep where a literal stands; the index finds them almost in the order of their places */
static void see(struct matcher *m, struct seen seen)
{
    size_t i;

    if (m->nseen == m->seen_cap) {
        struct seen *more = realloc(m->seen, 2 * m->seen_cap * sizeof *more);

        if (!more) {
            m->lost = true;
            return;
        }
        m->seen = more;
        m->seen_cap *= 2;
    }
    for (i = m->nseen++; i > 0 && m->seen[i - 1].at > seen.at; i--)
        m->seen[i] = m->seen[i - 1];
    m->seen[i] = seen;
}

/* found_first - literals that branches demand stand there */
static void found_first(struct matcher *m, const uint32_t *owners, size_t n, size_t at)
{
    size_t i;

    for (i = 0; i < n; i++)
        mark(m, owners[i], FIRST);
    see(m, (struct seen){ owners, (uint32_t)n, (uint32_t)at });
}

/* found - the branches whose literals stand in the words are candidates; owners ascend (rules.h) */
static void found(void *arg, const uint32_t *owners, size_t nowners, size_t at, size_t len)
{
    struct searching *s = arg;
    uint32_t second = ruleset_second(s->m->set), extras = ruleset_extras(s->m->set);
    const uint32_t *end = owners + nowners, *first = owners;

    while (owners < end && *owners < second)
        owners++;
    if (owners > first)
        found_first(s->m, first, (size_t)(owners - first), at);
    for (; owners < end && *owners < extras; owners++)
        mark(s->m, *owners - second, SECOND);
    for (; owners < end && *owners < OWNER_NOBODY; owners++)
        found_extra(s, &tables.extras[*owners - extras], at, len);
    while (owners < end && *owners == OWNER_NOBODY)
        owners++;
    if (owners < end)
        found_exact(s, owners, end, at, len);
}

void matcher_search(struct matcher *m, struct span words, struct hits *out)
{
    struct searching s = { m, words, out };

    *out = (struct hits){ .blocklist = -1, .provider = -1 };
    m->nseen = 0;
    m->nspelt = 0;
    m->lost = false;
    unmark(m);
    index_search(&m->set->index, words.ptr, words.len, found, &s);
}

/* found_host - keep the provider whose suffix ends the name */
static void found_host(void *arg, const uint32_t *owners, size_t nowners, size_t at, size_t len)
{
    struct searching *s = arg;
    size_t i;

    for (i = 0; i < nowners && at + len == s->words.len; i++)
        if (ruleset_is_extra(s->m->set, owners[i]))
            found_extra(s, &tables.extras[owners[i] - ruleset_extras(s->m->set)], at, len);
}

int matcher_host(struct matcher *m, struct span host)
{
    struct hits hits = { .blocklist = -1, .provider = -1 };
    char name[256];
    struct searching s = { m, { name, host.len }, &hits };
    size_t i;

    if (host.len > 0 && host.ptr[host.len - 1] == '.')
        s.words.len--;
    if (!host.ptr || host.len >= sizeof name)
        return -1;
    for (i = 0; i < host.len; i++)
        name[i] = to_lower(host.ptr[i]);
    index_search(&m->set->index, name, s.words.len, found_host, &s);
    return hits.provider;
}

/* one_applies - does a condition like 550, 5xx, 5.7.26, x.7.26 hold? */
static bool one_applies(const char *p, size_t len, unsigned reply, struct sw_status enhanced)
{
    struct sw_status want;
    char copy[16];

    if (len >= sizeof copy)
        return false;
    memcpy(copy, p, len);
    copy[len] = '\0';
    if (len == 3 && copy[1] == 'x')
        return (reply ? reply / 100 : enhanced.class) == (unsigned)(copy[0] - '0');
    if (len == 3)
        return reply == (unsigned)strtoul(copy, NULL, 10);
    if (copy[0] == 'x')
        copy[0] = (char)('0' + enhanced.class);
    return status_parse(copy, len, &want) == len && status_equal(want, enhanced);
}

static bool codes_apply(const char *codes, unsigned reply, struct sw_status enhanced)
{
    size_t len;

    if (*codes == '\0') /* any failure */
        return reply ? reply >= 400 : enhanced.class != 2;
    for (; *codes; codes += len + (codes[len] == ' ')) {
        len = strcspn(codes, " ");
        if (one_applies(codes, len, reply, enhanced))
            return true;
    }
    return false;
}

/* compiled - the branch's pattern, compiled at its first use; one that begins with its literal
 * matches only where it is tried */
static pcre2_code *compiled(struct matcher *m, size_t branch)
{
    const struct branch *b = &m->set->branches[branch];
    char message[128];
    size_t at;

    if (!m->code[branch] && !m->broken[branch]) {
        m->code[branch] = regex_compile(m->set->strings + b->pattern,
                                        b->reach == 0 ? PCRE2_ANCHORED : PCRE2_USE_OFFSET_LIMIT,
                                        &at, message, sizeof message);
        m->broken[branch] = m->code[branch] == NULL;
        m->ncode += !m->broken[branch];
    }
    return m->code[branch];
}

/* keep_named - what the named groups of the last match took */
static void keep_named(const struct regex_env *env, const pcre2_code *code, struct match *out)
{
    uint32_t count = 0, size = 0, i;
    PCRE2_SPTR table = NULL;

    out->nnamed = 0;
    if (!code) /* literals alone */
        return;
    (void)pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    if (count == 0)
        return;
    (void)pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    (void)pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
    for (i = 0; i < count && out->nnamed < NAMED_MAX; i++, table += size) {
        struct named *n = &out->named[out->nnamed];
        unsigned group = (unsigned)table[0] << 8 | table[1];

        n->name = (const char *)table + 2;
        if (regex_span(env, group, &n->start, &n->end))
            out->nnamed++;
    }
}

/* next_candidate - the first one from *branch on; false if there is none */
static bool next_candidate(const struct matcher *m, size_t *branch)
{
    size_t pair = *branch / 64, below = *branch % 64;

    for (; next_touched(m, &pair); pair++) {
        const uint64_t *found = &m->found[2 * pair];
        uint64_t bits = found[FIRST] & (found[SECOND] | m->set->once[pair]);

        if (pair > *branch / 64)
            below = 0;
        bits = bits >> below << below;
        if (bits) {
            *branch = pair * 64 + (size_t)__builtin_ctzll(bits);
            return true;
        }
    }
    return false;
}

/* name_of - the id of the branch's row */
static const char *name_of(const struct matcher *m, size_t branch)
{
    return m->set->strings + m->set->rules[m->set->branches[branch].rule].id;
}

/* next_place - where the next literal of the branch begins, from the one seen as number *i on, or,
 * where that is not known, the next byte; false if there is none */
static bool next_place(const struct matcher *m, size_t branch, struct span words, size_t *i,
                       size_t *at)
{
    *at = *i;
    if (m->lost)
        return (*i)++ < words.len;
    for (; *i < m->nseen; ++*i) {
        const struct seen *seen = &m->seen[*i];
        size_t k;

        for (k = 0; k < seen->n && seen->owners[k] < branch; k++)
            ;
        if (k < seen->n && seen->owners[k] == branch) {
            *at = m->seen[(*i)++].at;
            return true;
        }
    }
    return false;
}

/* begins_at_literal - does the pattern match at one of its literals? */
static bool begins_at_literal(struct matcher *m, struct regex_env *env, size_t branch,
                              struct span words)
{
    size_t i = 0, at;

    while (next_place(m, branch, words, &i, &at))
        if (regex_match(env, m->code[branch], name_of(m, branch), words, at, REGEX_ANYWHERE))
            return true;
    return false;
}

/* begins_before_literal - does it match, not farther before one of its literals than it reaches? */
static bool begins_before_literal(struct matcher *m, struct regex_env *env, size_t branch,
                                  struct span words)
{
    size_t reach = m->set->branches[branch].reach, i = 0, first, last, at;

    if (!next_place(m, branch, words, &i, &first))
        return false;
    for (last = first; next_place(m, branch, words, &i, &at);)
        last = at;
    if (reach == LITERAL_FAR || reach > first)
        reach = first;
    return regex_match(env, m->code[branch], name_of(m, branch), words, first - reach, last);
}

/*
 * confirmed - does the branch's pattern match?  Literals alone have confirmed themselves when
 * they were found; others are tried only where their literal allows.
 */
static bool confirmed(struct matcher *m, struct regex_env *env, size_t branch, struct span words)
{
    const struct branch *b = &m->set->branches[branch];

    if (b->exact)
        return true;
    if (!compiled(m, branch))
        return false;
    return b->reach == 0 ? begins_at_literal(m, env, branch, words)
                         : begins_before_literal(m, env, branch, words);
}

/* may_apply - does the branch's row count beside those codes, whoever speaks? */
static bool may_apply(const struct ruleset *set, const struct branch *b, unsigned reply,
                      struct sw_status enhanced, const int providers[2])
{
    if (b->local) {
        int provider = set->rules[b->rule].provider;

        if (provider != providers[0] && provider != providers[1])
            return false;
    }
    return codes_apply(set->strings + b->codes, reply, enhanced);
}

bool matcher_confirm(struct matcher *m, struct regex_env *env, struct span words, unsigned reply,
                     struct sw_status enhanced, const int providers[2], size_t *next,
                     struct match *out)
{
    const struct ruleset *set = m->set;

    out->rule = NULL;
    for (; next_candidate(m, next); ++*next) {
        const struct branch *b = &set->branches[*next];

        if (may_apply(set, b, reply, enhanced, providers) && confirmed(m, env, *next, words)) {
            keep_named(env, m->code[*next], out);
            out->rule = &set->rules[b->rule];
            ++*next;
            return true;
        }
    }
    return false;
}
