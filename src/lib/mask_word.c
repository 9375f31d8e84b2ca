/* SPDX-License-Identifier: MIT */
/*
 * Masking: single words.  They are names only because of what stands around them
 * (to=<joe>, helo=<mx>, "mx[192.0.2.1]", a mailbox's folder) or because they are the
 * local part of an address in the same text.  A bare user's name elsewhere is a word
 * like any other.
 */
#include "mask_scan.h"

enum { WORD_MIN = 3 }; /* bytes of a local part that is looked for in the text */

static const char *least(const char *a, const char *b)
{
    return a < b ? a : b;
}

const char mask_user_keys[] =
    "sasl_username user username login set_id u to from orig_to ctladdr "
    "sasl_sender rcpt ruser recipient recipients sender authid mailbox logname account";
static const char host_keys[] = "helo ehlo h hostname rdns _hostname heloname";
const char mask_address_keys[] =
    "id msgid message-id mailfrom return-path r s f p e m email mail address "
    "addr q query arg1 name smtp.mailfrom envelope-from header.from "
    "resent-message-id";
static const char no_names[] =
    "unknown unspecified none null nil local virtual localhost true false -";

bool mask_is_name_word(struct span word)
{
    size_t digits = 0, i;

    for (i = 0; i < word.len; i++)
        digits += is_digit(word.ptr[i]);
    return word.len > 0 && !(digits == word.len && digits < 5) && !mask_one_of(word, no_names);
}

/* take_value - if p is at the value of a key: hide it unless it is something that hides itself */
static void take_value(struct scan *s, enum space space)
{
    const char *reach = s->end - s->p > MASK_REACH ? s->p + MASK_REACH : s->end, *end = s->p,
               *close;
    bool quoted = mask_before(s, s->p) == '"';
    unsigned octet[4];
    struct in6_addr ip6;

    close = quoted ? memchr(s->p, '"', (size_t)(reach - s->p)) : NULL;
    if (close && space == SPACE_USER)
        end = close;
    else
        while (end < reach && !mask_is_value_end(*end))
            end++;
    if (end == s->p || memchr(s->p, '@', (size_t)(least(end + 1, s->end) - s->p)) ||
        memmem(s->p, (size_t)(end - s->p), "%40", 3) || strchr("/|", *s->p) ||
        mask_read_ip4(s->p, end, '.', octet) || mask_read_ip6(s->p, s->end, &ip6) ||
        !mask_is_name_word(span_of(s->p, end)))
        return;
    if (space == SPACE_WORD && is_host_shape(span_of(s->p, end)))
        return;
    mask_hide_word(s, space, (size_t)(end - s->p));
}

/* How a key and its value are written. */
enum form {
    FORM_NONE,
    FORM_EQUALS, /* user=lea, helo=<mx> */
    FORM_JSON,   /* "user": "lea" */
    FORM_COLON,  /* unknown user: lea */
    FORM_AUTH,   /* Exim: A=login:lea */
};

/* form_of - that of the key, if it is one of a user or host */
static enum form form_of(const struct scan *s, struct span key)
{
    const char *p = key.ptr + key.len;
    bool user, host;

    if (p == s->end || (*p != '=' && *p != '"' && *p != ':'))
        return FORM_NONE;
    user = mask_one_of(key, mask_user_keys);
    host = mask_one_of(key, host_keys);
    if (*p == '=' && key.len == 1 && *key.ptr == 'A')
        return FORM_AUTH;
    if (*p == '=' && (user || host))
        return FORM_EQUALS;
    if (s->end - p > 2 && p[0] == '"' && p[1] == ':' && mask_before(s, key.ptr) == '"' &&
        (user || host || mask_one_of(key, "host")))
        return FORM_JSON;
    return *p == ':' && mask_one_of(key, "user username mailbox login") ? FORM_COLON : FORM_NONE;
}

/* value_of - where the value of a key begins that ends at p; NULL if it has none */
static const char *value_of(const struct scan *s, const char *p, enum form form)
{
    static const char *const openers[] = { [FORM_NONE] = "",
                                           [FORM_EQUALS] = "\"'<([\\",
                                           [FORM_JSON] = " \"<",
                                           [FORM_COLON] = " \"'<",
                                           [FORM_AUTH] = "" };
    const char *end;
    int n;

    p += form == FORM_JSON ? 2 : 1;
    if (form == FORM_AUTH) {
        while (p < s->end && (is_alnum(*p) || *p == '_'))
            p++;
        return p < s->end && *p == ':' ? p + 1 : NULL;
    }
    for (n = 0; n < 3 && p < s->end && *p != '\0' && strchr(openers[form], *p); n++)
        p++;
    if (form == FORM_COLON) { /* not "user: not found" */
        for (end = p; end < s->end && end - p < MASK_REACH && !mask_is_value_end(*end); end++)
            ;
        if (end < s->end && *end == ' ')
            return NULL;
    }
    return p;
}

bool mask_take_key(struct scan *s, struct span run)
{
    enum form form = form_of(s, run);
    const char *value = form ? value_of(s, run.ptr + run.len, form) : NULL;

    if (!value)
        return false;
    s->p = value;
    take_value(s, form == FORM_AUTH || mask_one_of(run, mask_user_keys) ? SPACE_USER : SPACE_WORD);
    return true;
}

/* seen - the entry of a user, host or domain that this very text names elsewhere, or NOT_FOUND */
static uint32_t seen(const struct scan *s, struct span word)
{
    static const char common[] =
        "from with that this reject command data reply bounce bounced deferred sent "
        "user users mail email info test admin support address message host server "
        "domain spam error recipient sender relay client unknown local smtp service "
        "access account mailbox postfix postmaster abuse sendmail not the for said "
        "status rejected www exim dovecot";
    const struct standins *t = &s->m->table;
    enum space space;
    uint32_t e;

    if (word.len < WORD_MIN)
        return NOT_FOUND;
    for (space = SPACE_NAME; space <= SPACE_USER; space++) {
        e = standins_find(t, space, word);
        if (e != NOT_FOUND && t->entries[e].epoch == s->m->epoch && mask_is_name_word(word) &&
            !mask_one_of(word, common))
            return e;
    }
    return NOT_FOUND;
}

/* is_named_by_ip - "mx[192.0.2.1]", "(mx) [192.0.2.1]", "(mx [192.0.2.1])", "host mx said:" */
static bool is_named_by_ip(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;
    bool bracket = mask_before(s, run.ptr) == '(';
    unsigned octet[4];
    struct in6_addr ip;

    if (mask_preceded(s, "host ") && begins(p, (size_t)(s->end - p), " said:"))
        return true;
    if (bracket && p < s->end && *p == ')')
        p++;
    if (bracket && p < s->end && *p == ' ')
        p++;
    if (p == s->end || *p++ != '[')
        return false;
    if (begins(p, (size_t)(s->end - p), "ipv6:"))
        p += 5;
    return mask_read_ip4(p, s->end, '.', octet) > 0 || mask_read_ip6(p, s->end, &ip) > 0;
}

/* is_delivered - Exim: "=> joe <joe@example.org>", "== joe R=local", "<= joe U=joe" */
static bool is_delivered(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;
    size_t rest = (size_t)(s->end - p);

    if (!mask_preceded(s, "=> ") && !mask_preceded(s, "-> ") && !mask_preceded(s, "== ") &&
        !mask_preceded(s, "** ") && !mask_preceded(s, "<= ") && !mask_preceded(s, ">> "))
        return false;
    return begins(p, rest, " <") || begins(p, rest, " r=") || begins(p, rest, " u=") ||
           begins(p, rest, " (");
}

/* is_folder - is a directory of this place named after a user? */
static bool is_folder(const struct scan *s)
{
    return s->p == s->folder || mask_preceded(s, "/home/") || mask_preceded(s, "/var/mail/") ||
           mask_preceded(s, "/spool/mail/") || mask_preceded(s, "/vmail/") ||
           mask_preceded(s, "/users/");
}

/* is_greeted - "EHLO mx" at the end of a text or line */
static bool is_greeted(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;

    return s->p - s->text >= 5 &&
           (memcmp(s->p - 5, "EHLO ", 5) == 0 || memcmp(s->p - 5, "HELO ", 5) == 0) &&
           (p == s->end || (*p != ' ' && *p != '.'));
}

/* secret - "AUTH PLAIN Y29kZWQ=": name and password in base64; how long it is, or 0 */
static size_t secret(const struct scan *s)
{
    size_t n = 0;

    if (s->p - s->text < 11 ||
        (memcmp(s->p - 11, "AUTH LOGIN ", 11) != 0 && memcmp(s->p - 11, "AUTH PLAIN ", 11) != 0))
        return 0;
    while (s->p + n < s->end && !mask_is_value_end(s->p[n]))
        n++;
    return n >= 8 ? n : 0;
}

bool mask_take_word(struct scan *s, struct span run)
{
    uint32_t e = seen(s, run);

    if (e != NOT_FOUND)
        mask_hide(s, run.len, e);
    else if (secret(s) > 0)
        mask_hide_word(s, SPACE_USER, secret(s));
    else if (memchr(run.ptr, '.', run.len) && is_host_shape(run))
        return false;
    else if (is_folder(s) || (is_delivered(s, run) && mask_is_name_word(run)))
        mask_hide_word(s, SPACE_USER, run.len);
    else if (mask_is_name_word(run) && (is_named_by_ip(s, run) || is_greeted(s, run)))
        mask_hide_word(s, SPACE_WORD, run.len);
    else
        return false;
    return true;
}
