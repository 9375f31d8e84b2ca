/* SPDX-License-Identifier: MIT */
/*
 * A set of the hashes of all words in the patterns, which are what servers say, and in
 * the sentences of the data.  Of two words with one hash one may be a name that is
 * taken for language, at odds of one to a hundred thousand.
 */
#include "vocabulary.h"

#include "ascii.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 16384, PROSE = 1 /* a hash's bit: the word stands in a sentence */ };

/* Words that no pattern has, but many lines and replies. */
static const char extra[] =
    "sendmail postfix exim dovecot qmail delay delays dsn stat said reply command queued from to "
    "with that this for the not www user users mail email info test admin address message host "
    "server domain spam error recipient sender relay client unknown local smtp lmtp service access "
    "account mailbox postmaster abuse status deferred sent bounce bounced sending receiving limit "
    "wait blocklist lookup page while its esmtp ehlo helo tls ssl ipv4 ipv6 dns mx ptr spf dkim "
    "dmarc gmt utc am pm mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec "
    "http https mailto html kb mb gb kib mib gib bytes byte min sec ms hello closing transmission "
    "channel connection ready sorry please oops nonexistent this reject data bounces exim support "
    "sales quit rset rcpt noop vrfy expn auth starttls size pipelining 8bitmime chunking smtputf8 "
    "enhancedstatuscodes binarymime etrn bdat login plain cram md5 xexch50 xrdst xshadow";

static bool is_word_char(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80;
}

/* hash_of - of a word, blind to case; neither 0 nor with the bit PROSE */
static uint32_t hash_of(struct span word)
{
    uint64_t h = word.len;
    size_t i;

    for (i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)to_lower(word.ptr[i])) * 0x9e3779b97f4a7c15u;
    h ^= h >> 32;
    h &= ~(uint64_t)PROSE;
    return (uint32_t)h ? (uint32_t)h : 2;
}

/* place - the slot that holds the hash, or the free one where it belongs */
static uint32_t *place(const struct vocabulary *v, uint32_t hash)
{
    size_t i = hash & (v->nslots - 1);

    while (v->slots[i] && (v->slots[i] & ~(uint32_t)PROSE) != hash)
        i = (i + 1) & (v->nslots - 1);
    return &v->slots[i];
}

/* grow - four times the slots */
static bool grow(struct vocabulary *v)
{
    struct vocabulary more = { .nslots = v->nslots ? v->nslots * 4 : SLOTS_FIRST, .n = v->n };
    size_t i;

    more.slots = calloc(more.nslots, sizeof *more.slots);
    if (!more.slots)
        return false;
    for (i = 0; i < v->nslots; i++)
        if (v->slots[i])
            *place(&more, v->slots[i] & ~(uint32_t)PROSE) = v->slots[i];
    free(v->slots);
    *v = more;
    return true;
}

static void enter(struct vocabulary *v, struct span word, bool prose)
{
    uint32_t hash = hash_of(word), *slot;

    if (word.len < 2 || (v->n >= v->nslots / 2 && !grow(v)))
        return;
    slot = place(v, hash);
    v->n += *slot == 0;
    *slot = hash | (*slot & PROSE) | (prose ? PROSE : 0);
}

/* enter_words - those of a sentence, but for addresses, or of a pattern, in which "\b" is no letter
 * and "s?" may lack */
static void enter_words(struct vocabulary *v, const char *text, bool pattern)
{
    const char *p = text, *from;

    while (*p) {
        for (from = p; is_word_char(*p); p++)
            ;
        if (pattern || (*p != '@' && (from == text || from[-1] != '@')))
            enter(v, span_of(from, p), !pattern);
        if (pattern && *p == '?' && p > from)
            enter(v, span_of(from, p - 1), false);
        if (pattern && *p == '\\' && p[1])
            p++;
        p += *p != '\0';
    }
}

/* enter_lists - the texts of n lists */
static void enter_lists(struct vocabulary *v, const uint32_t *lists, size_t n)
{
    size_t count, i;

    for (; n > 0; n--, lists++) {
        const uint32_t *texts = table_list(*lists, &count);

        for (i = 0; i < count; i++)
            enter_words(v, table_string(texts[i]), false);
    }
}

/* enter_prose - a title, a meaning, and n lists of texts */
static void enter_prose(struct vocabulary *v, uint32_t title, uint32_t meaning,
                        const uint32_t *lists, size_t n)
{
    enter_words(v, table_string(title), false);
    enter_words(v, table_string(meaning), false);
    enter_lists(v, lists, n);
}

/* enter_rules - what servers say, and what is said about it */
static void enter_rules(struct vocabulary *v)
{
    const struct ruleset *set = &tables.rules;
    size_t i;

    for (i = 0; i < set->nbranches; i++)
        enter_words(v, table_string(set->branches[i].pattern), true);
    for (i = 0; i < set->n; i++) {
        const struct rule *r = &set->rules[i];
        const uint32_t lists[] = { r->fix, r->check, r->source };

        enter_prose(v, r->title, r->meaning, lists, sizeof lists / sizeof *lists);
    }
}

/* enter_tables - the other tables */
static void enter_tables(struct vocabulary *v)
{
    size_t i;

    for (i = 0; i < tables.ncodes; i++) {
        const struct code *c = &tables.codes[i];
        const uint32_t lists[] = { c->fix, c->check, c->source };

        enter_prose(v, c->title, c->meaning, lists, sizeof lists / sizeof *lists);
    }
    for (i = 0; i < tables.ncategories; i++) {
        const struct category *c = &tables.categories[i];
        const uint32_t lists[] = { c->fix, c->check };

        enter_prose(v, c->title, c->meaning, lists, sizeof lists / sizeof *lists);
    }
    for (i = 0; i < tables.nproviders; i++)
        enter_words(v, table_string(tables.providers[i].name), false);
    for (i = 0; i < tables.nblocklists; i++) {
        enter_words(v, table_string(tables.blocklists[i].name), false);
        enter_words(v, table_string(tables.blocklists[i].delist), false);
    }
}

bool vocabulary_init(struct vocabulary *v)
{
    *v = (struct vocabulary){ .slots = NULL };
    if (!grow(v))
        return false;
    enter_words(v, extra, false);
    enter_rules(v);
    enter_tables(v);
    return true;
}

void vocabulary_free(struct vocabulary *v)
{
    free(v->slots);
    *v = (struct vocabulary){ .slots = NULL };
}

bool vocabulary_is_prose(const struct vocabulary *v, struct span word)
{
    return *place(v, hash_of(word)) & PROSE;
}

bool vocabulary_has(const struct vocabulary *v, struct span text)
{
    const char *p = text.ptr, *end = p + text.len, *from;
    bool letters;

    for (; p < end; p++) {
        letters = false;
        for (from = p; p < end && is_word_char(*p); p++)
            letters = letters || !is_digit(*p);
        if (p - from > 1 && letters && *place(v, hash_of(span_of(from, p))) == 0)
            return false;
    }
    return true;
}
