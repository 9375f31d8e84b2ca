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
static const char host_keys[] = "helo ehlo h hostname rdns heloname host server client client_name "
                                "src_host nodeid receiver egress_source vmta fqdn machine mta";
const char mask_address_keys[] =
    "id msgid message-id mailfrom return-path r s f p e m email mail address "
    "addr q query arg1 name smtp.mailfrom envelope-from header.from "
    "resent-message-id";
static const char no_names[] =
    "unknown unspecified none null nil local virtual localhost true false -";
static const char no_name_letters[] = "unlvtf-"; /* with which these begin */

bool mask_is_name_word(struct span word)
{
    size_t digits = 0;

    while (digits < word.len && is_digit(word.ptr[digits]))
        digits++;
    if (digits == word.len)
        return digits >= 5;
    return digits > 0 || !strchr(no_name_letters, to_lower(*word.ptr)) ||
           !mask_one_of(word, no_names);
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
        memmem(s->p, (size_t)(end - s->p), "%40", 3) || is_any_of(*s->p, "/|") ||
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

/* last_part - of a key such as "_hostname" or "src_host" */
static struct span last_part(struct span key)
{
    const char *end = key.ptr + key.len, *p = memrchr(key.ptr, '_', key.len);

    return p && p + 1 < end ? span_of(p + 1, end) : key;
}

/* is_key - is the key, or in JSON its last part, one of these? */
static bool is_key(struct span key, bool json, const char *keys)
{
    return mask_one_of(key, keys) || (json && mask_one_of(last_part(key), keys));
}

/* form_of - that of the key, if it is one of a user or host */
static enum form form_of(const struct scan *s, struct span key, enum space *space)
{
    const char *p = key.ptr + key.len;
    bool json, user;

    if (p == s->end || (*p != '=' && *p != '"' && *p != ':'))
        return FORM_NONE;
    json = s->end - p > 2 && p[0] == '"' && p[1] == ':' && mask_before(s, key.ptr) == '"';
    if (*p == '"' && !json)
        return FORM_NONE;
    *space = SPACE_USER;
    if (*p == '=' && key.len == 1 && *key.ptr == 'A')
        return FORM_AUTH;
    if (*p == ':')
        return mask_one_of(key, "user username mailbox login") ? FORM_COLON : FORM_NONE;
    user = is_key(key, json, mask_user_keys);
    if (!user) {
        *space = SPACE_WORD;
        if (!is_key(key, json, host_keys))
            return FORM_NONE;
    }
    return json ? FORM_JSON : FORM_EQUALS;
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
    enum space space;
    enum form form = form_of(s, run, &space);
    const char *value = form ? value_of(s, run.ptr + run.len, form) : NULL;

    if (!value)
        return false;
    s->p = value;
    take_value(s, space);
    return true;
}

/* known_entry - the entry of a user, host or domain that this very text names, or NOT_FOUND */
static uint32_t known_entry(const struct standins *t, uint64_t hash, uint32_t epoch)
{
    enum space space;
    uint32_t e;

    for (space = SPACE_NAME; space <= SPACE_USER; space++) {
        e = standins_find(t, space, hash);
        if (e != NOT_FOUND && t->entries[e].epoch == epoch)
            return e;
    }
    return NOT_FOUND;
}

bool mask_take_known(struct scan *s, struct span word)
{
    const struct masker *m = s->m;
    uint64_t hash;
    uint32_t e;
    size_t i;

    if (word.len < WORD_MIN)
        return false;
    hash = standins_hash(&m->table, word);
    if (!(m->known[hash % MASK_KNOWN] >> (hash >> 32 & 63) & 1) || !mask_is_name_word(word) ||
        vocabulary_is_prose(&m->vocabulary, word))
        return false; /* a word of which texts are full, though it may be somebody's */
    e = known_entry(&m->table, hash, m->epoch);
    if (e != NOT_FOUND) {
        mask_hide(s, word.len, e);
        return true;
    }
    for (i = 0; i < m->npieces; i++)
        if (m->pieces[i].hash == hash) {
            mask_hide_part(s, word.len, m->pieces[i].entry);
            return true;
        }
    return false;
}

/* is_ip - does an address begin at p? */
static bool is_ip(const struct scan *s, const char *p)
{
    unsigned octet[4];
    struct in6_addr ip;

    if (begins(p, (size_t)(s->end - p), "ipv6:"))
        p += 5;
    return mask_read_ip4(p, s->end, '.', octet) > 0 || mask_read_ip6(p, s->end, &ip) > 0;
}

/* is_named_by_ip - "mx[192.0.2.1]", "(mx) [192.0.2.1]", "(mx [192.0.2.1])", "mx (192.0.2.1)",
 * "192.0.2.1,mx,192.0.2.2" */
static bool is_named_by_ip(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;
    bool bracket = mask_before(s, run.ptr) == '(', blank;

    if (p == s->end)
        return false;
    if (*p == ',' && mask_before(s, run.ptr) == ',')
        return p + 1 < s->end && is_ip(s, p + 1) && !vocabulary_has(&s->m->vocabulary, run);
    if (bracket && *p == ')' && ++p == s->end)
        return false;
    blank = *p == ' ';
    if (blank && ++p == s->end)
        return false;
    if (*p != '[' && !(blank && *p == '('))
        return false;
    return is_ip(s, p + 1) && (bracket || !blank || !vocabulary_has(&s->m->vocabulary, run));
}

/* is_said - "host mx said:" */
static bool is_said(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;

    return p < s->end && *p == ' ' && mask_preceded(s, "host ") &&
           begins(p, (size_t)(s->end - p), " said:");
}

/* bang - a path of UUCP, mx!host!joe: SPACE_WORD before the mark, SPACE_USER behind the last;
 * false if the run stands at none */
static bool bang(const struct scan *s, struct span run, enum space *space)
{
    const char *p = run.ptr + run.len;

    *space = p + 1 < s->end && *p == '!' && is_alnum(p[1]) ? SPACE_WORD : SPACE_USER;
    if (*space == SPACE_USER &&
        !(mask_before(s, run.ptr) == '!' && run.ptr - s->text > 1 && is_alnum(run.ptr[-2])))
        return false;
    return !vocabulary_has(&s->m->vocabulary, run);
}

/* is_delivered - Exim: "=> joe <joe@example.org>", "== joe R=local", "<= joe U=joe" */
static bool is_delivered(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;
    size_t rest = (size_t)(s->end - p);

    if (mask_before(s, run.ptr) != ' ')
        return false;
    if (!mask_preceded(s, "=> ") && !mask_preceded(s, "-> ") && !mask_preceded(s, "== ") &&
        !mask_preceded(s, "** ") && !mask_preceded(s, "<= ") && !mask_preceded(s, ">> "))
        return false;
    return begins(p, rest, " <") || begins(p, rest, " r=") || begins(p, rest, " u=") ||
           begins(p, rest, " (");
}

/* is_folder - is a directory of this place named after a user? */
static bool is_folder(const struct scan *s)
{
    if (mask_before(s, s->p) != '/')
        return false;
    return s->p == s->folder || mask_preceded(s, "/home/") || mask_preceded(s, "/var/mail/") ||
           mask_preceded(s, "/spool/mail/") || mask_preceded(s, "/vmail/") ||
           mask_preceded(s, "/users/");
}

/* is_maildir_file - 1700000000.V1I2M3.mx: the last of it is a host */
static bool is_maildir_file(const struct scan *s, struct span run)
{
    return mask_before(s, run.ptr) == '/' && memchr(run.ptr, '.', run.len) &&
           (mask_preceded(s, "/tmp/") || mask_preceded(s, "/new/") || mask_preceded(s, "/cur/"));
}

/* is_greeted - "EHLO mx" at the end of a text or line */
static bool is_greeted(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;

    return s->p - s->text >= 5 &&
           (memcmp(s->p - 5, "EHLO ", 5) == 0 || memcmp(s->p - 5, "HELO ", 5) == 0) &&
           (p == s->end || (*p != ' ' && *p != '.'));
}

/* secret - "AUTH PLAIN Y29kZWQ=", or what answers "Username:" in base64: how long it is, or 0 */
static size_t secret(const struct scan *s)
{
    size_t n = 0, before = (size_t)(s->p - s->text);

    while (before > 0 && is_blank(s->text[before - 1]))
        before--;
    if (before == (size_t)(s->p - s->text) || before == 0 ||
        !mask_in(s->text[before - 1], MASK_BIT('6'), MASK_BIT('n') | MASK_BIT('N')) ||
        !(ends(s->text, before, "auth login") || ends(s->text, before, "auth plain") ||
          ends(s->text, before, "vxnlcm5hbwu6") || ends(s->text, before, "ugfzc3dvcmq6")))
        return 0;
    while (s->p + n < s->end && !mask_is_value_end(s->p[n]))
        n++;
    return n >= 8 ? n : 0;
}

/* is_filled - in a sentence of the data: a word that stands in none of them, nor is a size */
static bool is_filled(const struct scan *s, struct span run)
{
    const char *p = run.ptr, *end = p + run.len;

    if (!s->advice || vocabulary_has(&s->m->vocabulary, run))
        return false;
    while (p < end && is_digit(*p))
        p++;
    return !mask_one_of(span_of(p, end), "b k m g kb mb gb kib mib gib s h d");
}

bool mask_take_word(struct scan *s, struct span run)
{
    enum space space;
    size_t n;

    if (mask_take_known(s, run))
        return true;
    n = secret(s);
    if (n > 0) {
        mask_hide_word(s, SPACE_USER, n);
        return true;
    }
    if (memchr(run.ptr, '.', run.len) && is_host_shape(run))
        return false;
    if (is_folder(s) || (is_delivered(s, run) && mask_is_name_word(run)) || is_filled(s, run))
        mask_hide_word(s, SPACE_USER, run.len);
    else if (mask_is_name_word(run) && (is_maildir_file(s, run) || is_named_by_ip(s, run) ||
                                        is_said(s, run) || is_greeted(s, run)))
        mask_hide_word(s, SPACE_WORD, run.len);
    else if (bang(s, run, &space))
        mask_hide_word(s, space, run.len);
    else
        return false;
    return true;
}
