/* SPDX-License-Identifier: MIT */
/*
 * Reads the words clause by clause.  Each phrase that the table of terms has adds its
 * groups to the clause; a row is found whose groups are there.  Of two of which one is
 * about all that the other is about and more, that one counts; if two differ otherwise,
 * nothing is claimed.  Words of other languages are read without accents and known by how
 * they begin, too; where a script has no blanks, a word is what the table has.
 */
#include "sense.h"

#include "accents.h"
#include "ascii.h"
#include "table.h"
#include "utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    REACH = 4,     /* words behind "not" to which it may belong */
    ROWS_MAX = 32, /* that hold for one clause */
    TEXT_MAX = 4096,
};

static const uint64_t one = 1;
static const uint64_t abroad = (uint64_t)1 << SENSE_ABROAD;

/* A word of the text, or what stands for a name: "<ip>", "<host>", "<address>". */
struct word {
    struct span text;
    bool ends;   /* the clause ends behind it */
    bool pauses; /* a colon stands behind it: no "not" reaches over that */
};

/* Groups that were read, and those of them that say something and do not only name it. */
struct heard {
    uint64_t groups, said;
};

/* Where the reading is. */
struct reading {
    const char *p, *end;
    struct word ahead[SENSE_WORDS];
    size_t nahead;
    struct heard clause; /* what it has so far */
    struct heard cause;  /* the part of that which stands behind a "because" */
    bool has_cause;
    unsigned negated; /* words that a "not" still reaches */
    bool none;        /* that "not" was a "no" */
    bool aside;       /* no more of this clause counts */
    bool not_abroad;  /* that "not" is of a language that says it behind, too */
    uint64_t turned;  /* what the last phrase that can be turned says behind "not" */
    bool only_abroad; /* only clauses with words of other languages count */
    const struct sense *best;
    bool contended;
};

static bool begins_word(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool of_word(char c)
{
    return begins_word(c) || c == '\'' || c == '-';
}

/* is_dense - does a character of a script without blanks stand here, or of one that writes what
 * follows a word with it: Chinese, Japanese, Korean, Thai? */
static bool is_dense(char c)
{
    return (unsigned char)c == 0xe0 || ((unsigned char)c >= 0xe3 && (unsigned char)c <= 0xed);
}

/* looks_like_ip - digits and dots, or with a colon and hexadecimal digits */
static bool looks_like_ip(struct span s)
{
    size_t i, dots = 0, colons = 0, letters = 0;

    for (i = 0; i < s.len; i++) {
        dots += s.ptr[i] == '.';
        colons += s.ptr[i] == ':';
        letters += s.ptr[i] >= 'a' && s.ptr[i] <= 'f';
        if (!is_digit(s.ptr[i]) && s.ptr[i] != '.' && s.ptr[i] != ':' &&
            !(s.ptr[i] >= 'a' && s.ptr[i] <= 'f'))
            return false;
    }
    return (dots == 3 && letters == 0) || colons > 2;
}

/* name_for - what stands for a chunk that is no language; an empty span if it is */
static struct span name_for(struct span chunk)
{
    static const char ip[] = "<ip>", host[] = "<host>", address[] = "<address>", url[] = "<url>";
    size_t i;

    if (memchr(chunk.ptr, '@', chunk.len))
        return (struct span){ address, sizeof address - 1 };
    if (memmem(chunk.ptr, chunk.len, "://", 3))
        return (struct span){ url, sizeof url - 1 };
    if (looks_like_ip(chunk))
        return (struct span){ ip, sizeof ip - 1 };
    for (i = 1; i + 1 < chunk.len; i++)
        if (chunk.ptr[i] == '.' && is_alnum(chunk.ptr[i - 1]) && is_alnum(chunk.ptr[i + 1]))
            return (struct span){ host, sizeof host - 1 };
    return (struct span){ NULL, 0 };
}

/* chunk_at - what stands between blanks and brackets at p, without marks at its ends */
static struct span chunk_at(const char *p, const char *end)
{
    const char *q = p;

    while (q < end && *q != ' ' && !is_any_of(*q, "()[]<>\"{},;!?") && !is_dense(*q))
        q++;
    while (q > p + 1 && !begins_word(q[-1]))
        q--;
    return (struct span){ p, (size_t)(q - p) };
}

/* ends_clause - is there a full stop or the like between two words? */
static bool ends_clause(const char *p, const char *end)
{
    for (; p < end && !begins_word(*p); p++)
        if (*p == ';' || *p == '!' || *p == '?' || (*p == '.' && (p + 1 == end || p[1] == ' ')))
            return true;
    return false;
}

/* pauses - is there a colon and a blank between two words? */
static bool pauses(const char *p, const char *end)
{
    for (; p < end && !begins_word(*p); p++)
        if (*p == ':' && p + 1 < end && p[1] == ' ')
            return true;
    return false;
}

/* Where in the table stand the terms that begin with each byte, and the beginnings of words. */
struct places {
    bool made;
    uint16_t terms[UCHAR_MAX + 2], stems[UCHAR_MAX + 2];
};

/* places_of_terms - made once by each thread */
static const struct places *places_of_terms(void)
{
    static _Thread_local struct places places;
    size_t i, terms = 0, stems = 0;

    for (i = 0; i < tables.nterms && !places.made; i++) {
        const unsigned char *phrase = (const unsigned char *)table_string(tables.terms[i].phrase);

        while (terms <= *phrase)
            places.terms[terms++] = (uint16_t)i;
        while (*phrase >= SENSE_STEM && stems <= (*phrase == SENSE_STEM ? phrase[1] : UCHAR_MAX))
            places.stems[stems++] = (uint16_t)i;
    }
    while (!places.made && terms < UCHAR_MAX + 2)
        places.terms[terms++] = (uint16_t)tables.nterms;
    while (!places.made && stems < UCHAR_MAX + 2)
        places.stems[stems++] = (uint16_t)i;
    places.made = true;
    return &places;
}

/* last_not_above - the last beginning of words that does not come behind key; NULL if all do, or
 * have another first byte */
static const struct term *last_not_above(const char *key)
{
    const uint16_t *place = places_of_terms()->stems + (unsigned char)key[1];
    size_t low = place[0], high = place[1], middle;

    while (low < high) {
        middle = low + (high - low) / 2;
        if (strcmp(table_string(tables.terms[middle].phrase), key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > place[0] ? &tables.terms[low - 1] : NULL;
}

/*
 * find_stem - the longest beginning of words in the table with which this word begins; *n: its
 * bytes.  What stands there before the word and is none has with it in common whatever a shorter
 * one can be.
 */
static const struct term *find_stem(struct span word, size_t *n)
{
    enum { LEAST = 3 }; /* bytes of a beginning: two letters say nothing */
    size_t len = word.len < SENSE_PHRASE_MAX ? word.len : SENSE_PHRASE_MAX, common;
    char key[SENSE_PHRASE_MAX + 2];
    const struct term *term;
    const char *phrase;

    key[0] = SENSE_STEM;
    memcpy(key + 1, word.ptr, len);
    for (len++; len > LEAST; len = common) {
        key[len] = '\0';
        term = last_not_above(key);
        phrase = term ? table_string(term->phrase) : "";
        for (common = 0; phrase[common] && phrase[common] == key[common]; common++)
            ;
        if (common > LEAST && phrase[common] == '\0') {
            *n = common - 1;
            return term;
        }
    }
    return NULL;
}

/* dense_word - the word of the table that stands here; if there is none, a character is passed */
static bool dense_word(struct reading *r, struct span *word)
{
    size_t n;

    if (find_stem(span_of(r->p, r->end), &n)) {
        *word = (struct span){ r->p, n };
        r->p += n;
        return true;
    }
    for (r->p++; r->p < r->end && utf8_continues(*r->p); r->p++)
        ;
    return false;
}

/* elided - bytes of an article or the like before a word: the "l'" of "l'adresse"; 0 if none is */
static size_t elided(struct span word)
{
    enum { SHORT = 3 }; /* "can't", "they're" */
    const char *mark = memchr(word.ptr, '\'', word.len);
    size_t n = mark ? (size_t)(mark - word.ptr) + 1 : 0;

    return n > 0 && word.len - n >= SHORT ? n : 0;
}

/* spaced_word - up to the next byte that is of no word */
static struct span spaced_word(struct reading *r)
{
    const char *from = r->p;
    size_t n;

    while (r->p < r->end && of_word(*r->p) && !is_dense(*r->p))
        r->p++;
    while (!begins_word(r->p[-1]))
        r->p--;
    n = elided(span_of(from, r->p));
    if (n > 0)
        r->p = from + n;
    return span_of(from, r->p);
}

/* word_or_name - what stands here, where a script has blanks */
static struct span word_or_name(struct reading *r)
{
    struct span chunk = chunk_at(r->p, r->end), name = name_for(chunk);

    if (!name.ptr)
        return spaced_word(r);
    r->p += chunk.len;
    return name;
}

/* next_word - false at the end of the text */
static bool next_word(struct reading *r, struct word *out)
{
    for (;;) {
        while (r->p < r->end && !begins_word(*r->p))
            r->p++;
        if (r->p == r->end)
            return false;
        if (r->end - r->p > 2 && *r->p == 'b' && r->p[1] == '\'' && begins_word(r->p[2]))
            r->p += 2; /* Python's mark of bytes */
        if (!is_dense(*r->p))
            out->text = word_or_name(r);
        else if (!dense_word(r, &out->text))
            continue;
        out->ends = ends_clause(r->p, r->end);
        out->pauses = pauses(r->p, r->end);
        return true;
    }
}

static int by_phrase(const void *key, const void *row)
{
    return strcmp(key, table_string(((const struct term *)row)->phrase));
}

/* stem_of - how a word begins, or what it ends with behind a hyphen: "absender-adresse" */
static const struct term *stem_of(struct span word)
{
    size_t n;
    const struct term *term = find_stem(word, &n);
    const char *hyphen = term ? NULL : memrchr(word.ptr, '-', word.len);

    return hyphen ? find_stem(span_of(hyphen + 1, word.ptr + word.len), &n) : term;
}

/* find_term - the longest phrase that the words ahead begin with; *n: its words */
static const struct term *find_term(const struct reading *r, size_t *n)
{
    char key[SENSE_PHRASE_MAX + 1] = "";
    size_t ends[SENSE_WORDS], len = 0, i;

    for (i = 0; i < r->nahead; i++) {
        struct span word = r->ahead[i].text;

        if (len + word.len + 2 > sizeof key)
            break;
        if (i > 0)
            key[len++] = ' ';
        memcpy(key + len, word.ptr, word.len);
        ends[i] = len += word.len;
        if (r->ahead[i].ends && ++i)
            break;
    }
    for (*n = i; *n > 0; --*n) {
        const uint16_t *place = places_of_terms()->terms + (unsigned char)key[0];
        const struct term *term;

        key[ends[*n - 1]] = '\0';
        term = bsearch(key, tables.terms + place[0], place[1] - place[0], sizeof *term, by_phrase);
        if (term)
            return term;
    }
    *n = 1;
    return stem_of(r->ahead[0].text);
}

/* name - groups of the clause that are mere names of things */
static void name(struct reading *r, uint64_t groups)
{
    r->clause.groups |= groups;
    r->cause.groups |= groups;
}

/* say - groups of the clause that say something */
static void say(struct reading *r, uint64_t groups)
{
    name(r, groups);
    r->clause.said |= groups;
    r->cause.said |= groups;
}

/* add_turned - what a phrase says behind "not" */
static void add_turned(struct reading *r, const struct term *term)
{
    bool names = term->negated == term->says, is_abroad = (term->says & abroad) != 0;

    if (!names) {
        say(r, term->negated);
        r->negated = 0;
    } else {
        name(r, term->negated);
        if (r->none && (r->not_abroad || !is_abroad))
            say(r, one << SENSE_MISSING);
    }
    r->none = false;
}

/* end_not - no "not" reaches further; one that was said behind turns what was said last */
static void end_not(struct reading *r)
{
    if (r->negated > 0 && r->not_abroad)
        say(r, r->turned);
    r->turned = 0;
    r->negated = 0;
    r->none = r->not_abroad = false;
}

/* resume - the cause of what was said may stand from here on */
static void resume(struct reading *r)
{
    end_not(r);
    r->aside = false;
    r->has_cause = true;
    r->cause = (struct heard){ 0, 0 };
}

/* add_term - what it says, or what it says behind a "not" */
static void add_term(struct reading *r, const struct term *term)
{
    const uint64_t turning = one << SENSE_NOT | one << SENSE_NONE;

    if (term->says & one << SENSE_ASIDE)
        r->aside = true;
    else if (term->says & one << SENSE_RESUMED)
        resume(r);
    if (r->aside || term->says & one << SENSE_RESUMED)
        return;
    if (r->negated > 0 && !(term->says & turning)) {
        add_turned(r, term);
        return;
    }
    if (term->negated != term->says)
        say(r, term->says & ~turning);
    else
        name(r, term->says);
    if (term->negated != term->says && term->negated & abroad)
        r->turned = term->negated;
    if (term->says & turning) {
        r->negated = REACH + 1;
        r->none = (term->says & one << SENSE_NONE) != 0;
        r->not_abroad = (term->says & abroad) != 0;
    }
}

/* rows_of - the rows whose groups were heard; at most ROWS_MAX of them.  Where nobody gave a code,
 * something must be said of what is spoken of: "number of messages" is no reason. */
static size_t rows_of(const struct reading *r, const struct heard *heard, const struct sense **rows)
{
    uint64_t clause = heard->groups;
    size_t i, n = 0;

    for (i = 0; i < tables.nsenses && n < ROWS_MAX; i++) {
        const struct sense *sense = &tables.senses[i];

        if (r->only_abroad && !(sense->says & heard->said))
            continue;
        if ((clause & sense->about) == sense->about && !(clause & sense->but) &&
            (sense->says == 0 || clause & sense->says))
            rows[n++] = sense;
    }
    return n;
}

/* outdone - is another row about all that this one is about, and more? */
static bool outdone(const struct sense *sense, const struct sense *const *rows, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (rows[i]->about != sense->about && (rows[i]->about & sense->about) == sense->about)
            return true;
    return false;
}

/* end_clause - which row holds for it?  The first clause that says something counts; if nothing
 * holds for all of it, its cause is asked. */
static void end_clause(struct reading *r)
{
    const struct sense *rows[ROWS_MAX];
    size_t n = 0, i;

    end_not(r);
    if (!r->best && (!r->only_abroad || r->clause.groups & abroad))
        n = rows_of(r, &r->clause, rows);
    if (n == 0 && !r->best && r->has_cause)
        n = rows_of(r, &r->cause, rows);
    for (i = 0; i < n; i++) {
        if (outdone(rows[i], rows, n))
            continue;
        if (!r->best)
            r->best = rows[i];
        else if (r->best->category != rows[i]->category)
            r->contended = true;
    }
    r->clause = r->cause = (struct heard){ 0, 0 };
    r->aside = r->has_cause = false;
}

/* drop_words - the first n of those ahead are read */
static void drop_words(struct reading *r, size_t n)
{
    bool ends = r->ahead[n - 1].ends, colon = r->ahead[n - 1].pauses;

    r->nahead -= n;
    memmove(r->ahead, r->ahead + n, r->nahead * sizeof *r->ahead);
    r->negated -= colon || r->negated < n ? r->negated : (unsigned)n;
    if (ends)
        end_clause(r);
}

/* has_wide - is a character beyond ASCII in them? */
static bool has_wide(struct span words)
{
    size_t i;

    for (i = 0; i < words.len && (unsigned char)words.ptr[i] < 0x80; i++)
        ;
    return i < words.len;
}

/* read_words - to their end */
static void read_words(struct reading *r)
{
    const struct term *term;
    size_t n;

    for (;;) {
        while (r->nahead < SENSE_WORDS && next_word(r, &r->ahead[r->nahead]))
            r->nahead++;
        if (r->nahead == 0)
            break;
        term = find_term(r, &n);
        if (term)
            add_term(r, term);
        drop_words(r, n);
    }
    end_clause(r);
}

/* sense_in - the row that counts; NULL if there is none, or two contend */
static const struct sense *sense_in(struct span words, bool only_abroad)
{
    char bare[TEXT_MAX];
    struct reading r = { .p = words.ptr, .only_abroad = only_abroad };

    if (words.len > TEXT_MAX)
        words.len = TEXT_MAX;
    r.end = words.ptr + words.len;
    if (has_wide(words)) {
        r.end = bare + accents_drop(words, bare);
        r.p = bare;
    }
    read_words(&r);
    return r.contended ? NULL : r.best;
}

const struct sense *sense_of(struct span words)
{
    return sense_in(words, false);
}

const struct sense *sense_abroad(struct span words)
{
    return sense_in(words, true);
}
