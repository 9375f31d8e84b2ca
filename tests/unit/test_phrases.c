/* SPDX-License-Identifier: MIT */
/*
 * Lists of phrases: which of them a text has, begins with, ends with, or is.
 */
#include "phrases.h"
#include "unit.h"

/* "mail" and "mailer", "sent" and "send" share two letters; "e=" begins with half of an umlaut's;
 * "s" is of one letter, which nothing may be searched for within a text */
static const char *const list[] = { "mail",         "mailer", "sent to", "send", "on",
                                    "\xc3\xa4rger", "550 ",   "relay=",  "no" };
static const char *const letters[] = { "s", "to", "d", "do" };

static const struct {
    const char *name, *text;
    bool has, begins, ends, is;
} texts[] = {
    { "nothing", "", false, false, false, false },
    { "one letter", "m", false, false, false, false },
    { "the phrase itself", "mail", true, true, true, true },
    { "its capitals", "MAIL", true, true, true, true },
    { "the longer of two", "mailer", true, true, true, true },
    { "cut short", "mai", false, false, false, false },
    { "at the end", "your mail", true, false, true, false },
    { "in the middle", "a mail to", true, false, false, false },
    { "the second of a chain", "send", true, true, true, true },
    { "the chain's beginning only", "sense", false, false, false, false },
    { "with a blank", "sent to", true, true, true, true },
    { "a blank too few", "sentto", false, false, false, false },
    { "two letters", "on", true, true, true, true },
    { "two letters within", "stone", true, false, false, false },
    { "beyond ASCII", "\xc3\xa4rger", true, true, true, true },
    { "its second byte alone", "\xa4rger", false, false, false, false },
    { "other bytes of the same five bits", "\xc3\xc4rger", false, false, false, false },
    { "digits", "550 no", true, true, true, false },
    { "digits without the blank", "5505", false, false, false, false },
    { "a mark's five bits are a letter's", "\x0d\x01\x09\x0c", false, false, false, false },
    { "overlapping", "relay=mailno", true, true, true, false },
};

static const struct {
    const char *name, *text;
    bool begins, ends, is;
} short_texts[] = {
    { "a letter", "s", true, true, true },
    { "its capital", "S", true, true, true },
    { "another", "x", false, false, false },
    { "a letter and more", "so", true, false, false },
    { "a letter at the end", "is", false, true, false },
    { "two letters", "to", true, true, true },
    { "both begin it", "do", true, true, true },
    { "neither", "oo", false, false, false },
    { "a blank behind it", "d ", true, false, false },
};

static void finds(void **state)
{
    static const struct phrases phrases = PHRASES(list), singles = PHRASES(letters);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        struct span text = { texts[i].text, strlen(texts[i].text) };

        want_number(texts[i].name, "has", span_has_any(text, phrases), texts[i].has);
        want_number(texts[i].name, "begins", span_begins_any(text, phrases), texts[i].begins);
        want_number(texts[i].name, "ends", span_ends_any(text, phrases), texts[i].ends);
        want_number(texts[i].name, "is", span_is_any(text, phrases), texts[i].is);
    }
    for (i = 0; i < COUNT(short_texts); i++) {
        struct span text = { short_texts[i].text, strlen(short_texts[i].text) };

        want_number(short_texts[i].name, "begins", span_begins_any(text, singles),
                    short_texts[i].begins);
        want_number(short_texts[i].name, "ends", span_ends_any(text, singles), short_texts[i].ends);
        want_number(short_texts[i].name, "is", span_is_any(text, singles), short_texts[i].is);
    }
    unit_end();
}

/* Of the first of the list's phrases with which they begin, and end. */
static const struct {
    const char *name, *text;
    size_t begun, ended;
} lengths[] = {
    { "nothing", "", 0, 0 },
    { "neither", "what", 0, 0 },
    { "the first of two, though it is shorter", "mailer", 4, 6 },
    { "different ones", "550 sent to", 4, 7 },
};

static void measures(void **state)
{
    static const struct phrases phrases = PHRASES(list);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(lengths); i++) {
        struct span text = { lengths[i].text, strlen(lengths[i].text) };

        want_size(lengths[i].name, "begun by", span_begun_by(text, phrases), lengths[i].begun);
        want_size(lengths[i].name, "ended by", span_ended_by(text, phrases), lengths[i].ended);
    }
    unit_end();
}

/* The places, from 1, of all phrases of the list in the text, in its order. */
static const struct {
    const char *name, *text;
    size_t at[6], place[6];
} hits[] = {
    { "none", "what", { 0 }, { 0 } },
    { "two at one place", "mailer", { 0, 0 }, { 1, 2 } },
    { "one behind the other", "no mail on", { 0, 3, 8 }, { 9, 1, 5 } },
    { "overlapping", "onon", { 0, 1, 2 }, { 5, 9, 5 } },
};

static void counts(void **state)
{
    static const struct phrases phrases = PHRASES(list);
    size_t i, k;

    (void)state;
    for (i = 0; i < COUNT(hits); i++) {
        struct span text = { hits[i].text, strlen(hits[i].text) };
        struct phrase_hit hit = { 0, 0 };

        for (k = 0; phrase_next(phrase_index_of(phrases), text, &hit); k++) {
            want_size(hits[i].name, "at", hit.at, hits[i].at[k]);
            want_size(hits[i].name, "place", hit.place, hits[i].place[k]);
        }
        want_size(hits[i].name, "no more", 0, hits[i].place[k]);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(measures),
        cmocka_unit_test(counts),
    };

    return cmocka_run_group_tests_name("phrases", tests, NULL, NULL);
}
