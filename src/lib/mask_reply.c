/* SPDX-License-Identifier: MIT */
/*
 * Masking: words that only the words around them tell to be somebody's, as replies have
 * them: "550 5.1.1 joe unknown", "Mailbox joe is full", "421 mx1 not available".  A word
 * of the data is language and stays; any other in such a place is hidden, though it may
 * be the language of a server that the data do not know.
 */
#include "mask_scan.h"
#include "phrases.h"

enum { NOUN_MAX = 24 /* bytes */ };

static const char users[] =
    "user users username mailbox mailboxes account recipient login addressee local-part localpart "
    "alias member name named userid uid id benutzer empfaenger teilnehmer postfach konto utente "
    "utilisateur usuario gebruiker konto compte cuenta conta casella boite buzon rcpt for by of";
static const char hosts[] = "host hosts hostname server helo ehlo hello argument domain mta relay "
                            "client greeting to with from at machine system";
/* nouns that are so frequent before other words that capitals speak against a name */
static const char weak[] = "for by of to with from at id name system argument";

/* before_marks - go back over what may stand between a noun and a name */
static const char *before_marks(const struct scan *s, const char *p)
{
    int n;

    for (n = 0; n < 4 && p > s->text && is_any_of(p[-1], " :='\"<([-"); n++)
        p--;
    return p;
}

/* has_capital - "Foobar", and no digit in it: rather the name of a product */
static bool has_capital(struct span word)
{
    bool capital = false;
    size_t i;

    for (i = 0; i < word.len; i++) {
        if (is_digit(word.ptr[i]))
            return false;
        capital = capital || (word.ptr[i] >= 'A' && word.ptr[i] <= 'Z');
    }
    return capital;
}

/* is_behind_noun - "user joe", "mailbox: joe", "no such user (joe)", "Invalid HELO pc7" */
static bool is_behind_noun(const struct scan *s, struct span run, enum space *space)
{
    const char *end = before_marks(s, run.ptr), *p = end;
    struct span noun;

    if (end == run.ptr)
        return false;
    while (p > s->text && end - p <= NOUN_MAX && (is_alpha(p[-1]) || p[-1] == '-'))
        p--;
    noun = span_of(p, end);
    if (noun.len < 2 || (mask_one_of(noun, weak) && has_capital(run)))
        return false;
    *space = mask_one_of(noun, hosts) ? SPACE_WORD : SPACE_USER;
    return *space == SPACE_WORD || mask_one_of(noun, users);
}

/* is_before_verdict - "joe unknown", "joe: user unknown", "joe... User unknown", "'joe' is full" */
static bool is_before_verdict(const struct scan *s, struct span run)
{
    static const char *const verdicts[] = {
        "unknown",    "user ",         "does not",  "doesn't",    "not found",   "is not",
        "isn't",      "not a ",        "is full",   "is over",    "has exceed",  "is disabled",
        "is unknown", "mailbox ",      "rejected",  "no such",    "over quota",  "not known",
        "invalid",    "unbekannt",     "inconnu",   "desconocid", "sconosciut",  "onbekend",
        "nicht ",     "n'existe",      "no existe", "non esiste", "must log in", "not exist",
        "disabled",   "undeliverable", "bad ",      "said",
    };
    const char *p = run.ptr + run.len, *end = s->end;

    while (p < end && is_any_of(*p, "'\")]>.:,"))
        p++;
    if (p == end || *p != ' ')
        return false;
    return span_begins_any(span_of(p + 1, end), PHRASES_IN(verdicts));
}

/* before_status - if an enhanced code ends at p, where it begins, else p */
static const char *before_status(const char *text, const char *p)
{
    const char *q = p;
    int dots = 0;

    while (q > text && p - q < 9 && (is_digit(q[-1]) || q[-1] == '.'))
        dots += *--q == '.';
    if (dots != 2 || !(*q == '2' || *q == '4' || *q == '5') || q[1] != '.' ||
        (q > text && q[-1] != ' ' && q[-1] != '-'))
        return p;
    while (q > text && (q[-1] == ' ' || q[-1] == '-'))
        q--;
    return q;
}

/* is_tag - "[TSS04]", by which Yahoo tells its reasons apart */
static bool is_tag(const struct scan *s, struct span run)
{
    size_t i;

    for (i = 0; i < run.len; i++)
        if (run.ptr[i] >= 'a' && run.ptr[i] <= 'z')
            return false;
    return mask_before(s, run.ptr) == '[';
}

/* is_behind_code - the first word of a reply: "421 mx1 closing", "550-5.1.1 joe unknown" */
static bool is_behind_code(const struct scan *s, struct span run, enum space *space)
{
    const char *p = run.ptr, *q;
    unsigned code;
    size_t n;

    for (n = 0; n < 3 && p > s->text && is_any_of(p[-1], " -'\"<(["); n++)
        p--;
    if (n == 0 || p == s->text || !is_digit(p[-1]) || is_tag(s, run))
        return false;
    q = before_status(s->text, p);
    if (q - s->text < 3 || !is_digit(q[-1]) || !is_digit(q[-2]) || q[-3] < '2' || q[-3] > '5')
        return q < p;
    if (q - s->text > 3 && (is_alnum(q[-4]) || q[-4] == '.' || q[-4] == ':'))
        return q < p;
    code = (unsigned)(q[-3] - '0') * 100 + (unsigned)(q[-2] - '0') * 10 + (unsigned)(q[-1] - '0');
    if (code == 220 || code == 221 || code == 250 || code == 421 || code == 554)
        *space = SPACE_WORD;
    return true;
}

/* is_last - what a reply ends with: "User unknown: joe", "rejected pc7" */
static bool is_last(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len, *before = before_marks(s, run.ptr);

    while (p < s->end && is_any_of(*p, "'\")]>.,"))
        p++;
    if (p < s->end && *p != '\n' && *p != '\r' && !begins(p, (size_t)(s->end - p), " (in reply"))
        return false;
    return memchr(before, ':', (size_t)(run.ptr - before)) != NULL ||
           ends(s->text, (size_t)(before - s->text), "rejected") ||
           ends(s->text, (size_t)(before - s->text), "rejected,");
}

bool mask_take_told(struct scan *s, struct span run)
{
    enum space space = SPACE_USER;
    char last = mask_before(s, run.ptr);

    if (run.len < 2 || ((unsigned char)last > ' ' &&
                        !mask_in(last,
                                 MASK_BIT('\'') | MASK_BIT('"') | MASK_BIT('<') | MASK_BIT('(') |
                                     MASK_BIT('-') | MASK_BIT(':') | MASK_BIT('='),
                                 MASK_BIT('['))))
        return false;
    if (vocabulary_has(&s->m->vocabulary, run) || !mask_is_name_word(run))
        return false;
    if (!is_behind_noun(s, run, &space) && !is_behind_code(s, run, &space) &&
        !is_before_verdict(s, run) && !is_last(s, run))
        return false;
    mask_hide_word(s, space, run.len);
    return true;
}
