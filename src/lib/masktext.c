/* SPDX-License-Identifier: MIT */
/*
 * Finds in one pass what a text gives away.  A token is what could be the local part
 * of an address; if an "@" follows it is one, else the runs of letters, digits, dots
 * and hyphens in it are looked at.  In doubt a run is masked: a word too many does no
 * harm, a name too few does.
 *
 * Single words are recognised only by what stands around them (to=<joe>, helo=<mx>,
 * the host of a syslog prefix) or because they are the local part of an address in
 * the same text.  A bare user's name elsewhere is a word like any other.
 */
#include "masktext.h"

#include "ascii.h"
#include "standin.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum {
    REACH = 320,        /* bytes: the longest <address> or quoted local part that is taken whole */
    NAME_REACH = 1024,  /* of a run that is taken for one name */
    PREFIX_REACH = 128, /* of a line, in which its time and host stand */
    WORD_MIN = 3,       /* bytes of a local part that is looked for in the text */
};

/* A text while it is read.  What stands in [done, p) is yet to be copied. */
struct scan {
    struct masker *m;
    struct buf *out;
    const char *text, *end, *p, *done;
    const char *token_end;       /* of the token that p is in, if it is behind p */
    const char *host, *host_end; /* of the line's prefix */
    const char *folder;          /* a directory's name here is a user's: /vmail/x.org/joe */
    const char *mark[2];         /* the caller's two places, NULL when passed */
    size_t to[2];
};

/* one_of - is the text one of the words, lower case with a blank between them, case-blind? */
static bool one_of(struct span text, const char *words)
{
    size_t n;

    for (;; words++) {
        for (n = 0; n < text.len && words[n] == to_lower(text.ptr[n]); n++)
            ;
        if (n == text.len && n > 0 && (words[n] == ' ' || words[n] == '\0'))
            return true;
        while (*words != ' ') /* to the next word */
            if (*words++ == '\0')
                return false;
    }
}

static const char *least(const char *a, const char *b)
{
    return a < b ? a : b;
}

/* preceded - does the word, lower case, stand right before p? */
static bool preceded(const struct scan *s, const char *word)
{
    return ends(s->text, (size_t)(s->p - s->text), word);
}

/* before - the byte before p; a blank at the start */
static char before(const struct scan *s, const char *p)
{
    return p > s->text ? p[-1] : ' ';
}

/* --- characters */

/* name_unit - bytes at p of a character that may stand in a name: "\xe9" is one; 0: none */
static size_t name_unit(const char *p, const char *end)
{
    if (p == end)
        return 0;
    if (is_alnum(*p) || *p == '.' || *p == '-' || *p == '_' || (unsigned char)*p >= 0x80)
        return 1;
    return *p == '\\' && end - p >= 4 && p[1] == 'x' && is_alnum(p[2]) && is_alnum(p[3]) ? 4 : 0;
}

/* local_unit - likewise, in an unquoted local part: atext of RFC 5322, and the dot */
static size_t local_unit(const char *p, const char *end)
{
    size_t n = name_unit(p, end);

    return n ? n : p < end && *p != '\0' && strchr("!#$%&'*+/=?^`{|}~", *p) != NULL;
}

static const char *token_end(const char *p, const char *end)
{
    size_t n;

    while (p < end && (n = local_unit(p, end)) > 0)
        p += n;
    return p;
}

/* is_value_end - does a value of key=value end here? */
static bool is_value_end(char c)
{
    return is_blank(c) || c == '\0' || strchr(",;:<>()[]\"'&\\", c) != NULL;
}

/* --- output */

/* pass_marks - note where those of [p, end) come to stand: at from plus their distance, or, with
 * a stand-in, at its edges */
static void pass_marks(struct scan *s, const char *p, const char *end, size_t from, bool standin)
{
    int k;

    for (k = 0; k < 2; k++) {
        if (!s->mark[k] || s->mark[k] < p || s->mark[k] >= end)
            continue;
        if (!standin)
            s->to[k] = from + (size_t)(s->mark[k] - p);
        else
            s->to[k] = k == 0 || s->mark[k] == p ? from : s->out->len;
        s->mark[k] = NULL;
    }
}

/* flush - copy what is pending */
static void flush(struct scan *s)
{
    pass_marks(s, s->done, s->p, s->out->len, false);
    buf_add(s->out, s->done, (size_t)(s->p - s->done));
    s->done = s->p;
}

/* skip_hidden - go behind n bytes whose stand-in was written at from */
static void skip_hidden(struct scan *s, size_t n, size_t from)
{
    pass_marks(s, s->p, s->p + n, from, true);
    s->done = s->p += n;
}

/* hide - write an entry's stand-in for the next n bytes */
static void hide(struct scan *s, size_t n, uint32_t entry)
{
    size_t from;

    flush(s);
    from = s->out->len;
    standins_add(&s->m->table, entry, s->out);
    skip_hidden(s, n, from);
}

/* enter_word - a user or a host of one label; it is looked for in the rest of the text */
static uint32_t enter_word(struct scan *s, enum space space, struct span text)
{
    uint32_t e = standins_enter(&s->m->table, space, text,
                                space == SPACE_USER ? KIND_USER : KIND_WORD, NOT_FOUND);

    if (e != NOT_FOUND)
        s->m->table.entries[e].epoch = s->m->epoch;
    return e;
}

/* hide_word - the next n bytes are such a word */
static void hide_word(struct scan *s, enum space space, size_t n)
{
    hide(s, n, enter_word(s, space, (struct span){ s->p, n }));
}

/* --- IP addresses */

/* read_ip4 - length of the four numbers at p with sep between them, 0 if there are none */
static size_t read_ip4(const char *p, const char *end, char sep, unsigned octet[4])
{
    const char *q = p;
    int i;

    for (i = 0; i < 4; i++) {
        const char *from = q;

        for (octet[i] = 0; q < end && is_digit(*q) && q - from < 3; q++)
            octet[i] = octet[i] * 10 + (unsigned)(*q - '0');
        if (q == from || octet[i] > 255)
            return 0;
        if (i < 3 && (q == end || *q++ != sep))
            return 0;
    }
    return q < end && is_digit(*q) ? 0 : (size_t)(q - p);
}

static uint32_t enter_ip4(struct scan *s, const unsigned octet[4])
{
    char text[INET_ADDRSTRLEN];
    struct span key = { text, 0 };
    struct in_addr ip = { htonl(octet[0] << 24 | octet[1] << 16 | octet[2] << 8 | octet[3]) };

    inet_ntop(AF_INET, &ip, text, sizeof text);
    key.len = strlen(text);
    return standins_enter(&s->m->table, SPACE_IP, key, KIND_IP4, NOT_FOUND);
}

/* is_plain_ip - one that says nothing: the answers of blocklists, "any" */
static bool is_plain_ip(const unsigned octet[4])
{
    return octet[0] == 127 || (octet[0] | octet[1] | octet[2] | octet[3]) == 0;
}

static void hide_ip4(struct scan *s, size_t n, const unsigned octet[4])
{
    if (is_plain_ip(octet))
        s->p += n;
    else
        hide(s, n, enter_ip4(s, octet));
}

/* read_ip6 - length of the longest address at p; 0 if there is none */
static size_t read_ip6(const char *p, const char *end, struct in6_addr *ip)
{
    char text[INET6_ADDRSTRLEN];
    size_t len = 0, n, colons = 0;

    for (; len < sizeof text - 1 && p + len < end; len++) {
        char c = to_lower(p[len]);

        if (!is_digit(c) && c != ':' && c != '.' && !(c >= 'a' && c <= 'f'))
            break;
        colons += c == ':';
    }
    if (colons < 2)
        return 0;
    memcpy(text, p, len);
    for (n = len; n > 2; n--) {
        if (p + n < end && is_alnum(p[n]))
            continue;
        text[n] = '\0';
        if (inet_pton(AF_INET6, text, ip) == 1)
            return n;
    }
    return 0;
}

/* take_ip6 - if there is one at p, and it is not the end of something else */
static bool take_ip6(struct scan *s)
{
    char text[INET6_ADDRSTRLEN], last = before(s, s->p);
    struct span key = { text, 0 };
    struct in6_addr ip;
    size_t n;

    if (is_alnum(last) || last == '.' || last == '-' || !(n = read_ip6(s->p, s->end, &ip)))
        return false;
    if (IN6_IS_ADDR_LOOPBACK(&ip) || IN6_IS_ADDR_UNSPECIFIED(&ip)) {
        s->p += n;
        return true;
    }
    if (IN6_IS_ADDR_V4MAPPED(&ip)) {
        const unsigned octet[4] = { ip.s6_addr[12], ip.s6_addr[13], ip.s6_addr[14],
                                    ip.s6_addr[15] };
        size_t from;

        flush(s);
        from = s->out->len;
        buf_puts(s->out, "::ffff:");
        standins_add(&s->m->table, enter_ip4(s, octet), s->out);
        skip_hidden(s, n, from);
        return true;
    }
    inet_ntop(AF_INET6, &ip, text, sizeof text);
    key.len = strlen(text);
    hide(s, n, standins_enter(&s->m->table, SPACE_IP, key, KIND_IP6, NOT_FOUND));
    return true;
}

/* take_inner_ips - those within a run that is no name: "on_192.0.2.1", "ip-192-0-2-1" */
static void take_inner_ips(struct scan *s, const char *end)
{
    unsigned octet[4];
    size_t n;

    while (s->p < end) {
        char last = before(s, s->p);

        if (is_digit(*s->p) && !is_alnum(last) && last != '.' &&
            (n = read_ip4(s->p, end, '.', octet)) > 0)
            hide_ip4(s, n, octet);
        else if (is_digit(*s->p) && !is_alnum(last) &&
                 !(last == '-' && s->p - s->text > 1 && is_digit(s->p[-2])) &&
                 (n = read_ip4(s->p, end, '-', octet)) > 0 &&
                 !(end - s->p > (ptrdiff_t)n && s->p[n] == '-'))
            hide_ip4(s, n, octet);
        else
            s->p++;
    }
}

/* --- names */

/* is_known_label - one of those that DNS names begin with: _dmarc, _domainkey, _25, _tcp */
static bool is_known_label(const char *p, const char *end)
{
    static const char labels[] =
        "_dmarc _domainkey _spf _mta-sts _smtp _tls _tcp _report _adsp _vouch";
    const char *dot = memchr(p, '.', (size_t)(end - p < 16 ? end - p : 16));
    const char *q = p + 1;

    if (*p != '_' || !dot)
        return false;
    while (q < dot && is_digit(*q))
        q++;
    return (q == dot && q > p + 1 && end - dot > 1 && dot[1] == '_') ||
           one_of(span_of(p, dot), labels);
}

/* suffix_of - where the public suffix of a name begins; its entry, or NOT_FOUND */
static uint32_t suffix_of(const struct standins *t, struct span name, const char **suffix)
{
    const char *p = name.ptr, *end = name.ptr + name.len;
    uint32_t e;

    if (name.len > 255)
        return NOT_FOUND;
    for (;;) {
        e = standins_find(t, SPACE_PUBLIC, span_of(p, end));
        if (e != NOT_FOUND && (p == name.ptr || t->entries[e].kind != KIND_EXACT)) {
            *suffix = p;
            return e;
        }
        p = memchr(p, '.', (size_t)(end - p));
        if (!p)
            return NOT_FOUND;
        p++;
    }
}

/* domain_of - the entry of the nearest domain above the name, or NOT_FOUND */
static uint32_t domain_of(const struct standins *t, struct span name)
{
    const char *p = name.ptr, *end = name.ptr + name.len;
    uint32_t e;

    if (name.len > 255)
        return NOT_FOUND;
    while ((p = memchr(p, '.', (size_t)(end - p)))) {
        e = standins_find(t, SPACE_NAME, span_of(++p, end));
        if (e != NOT_FOUND && t->entries[e].kind == KIND_DOMAIN)
            return e;
    }
    return NOT_FOUND;
}

static size_t dots_in(struct span text)
{
    size_t n = 0, i;

    for (i = 0; i < text.len; i++)
        n += text.ptr[i] == '.';
    return n;
}

/* enter_name - a name that is not public */
static uint32_t enter_name(struct standins *t, struct span name)
{
    bool domain = dots_in(name) < 2;

    return standins_enter(t, SPACE_NAME, name, domain ? KIND_DOMAIN : KIND_HOST,
                          domain ? NOT_FOUND : domain_of(t, name));
}

/* add_rest - the stand-in of what stands before a public suffix; of a zone, an address turned
 * round or a domain */
static void add_rest(struct scan *s, struct span rest, bool zone)
{
    struct standins *t = &s->m->table;
    unsigned octet[4], turned[4];
    struct buf ip = buf_new(INET6_ADDRSTRLEN);
    int i;

    if (zone && read_ip4(rest.ptr, rest.ptr + rest.len, '.', octet) == rest.len) {
        for (i = 0; i < 4; i++)
            turned[i] = octet[3 - i];
        standins_add(t, enter_ip4(s, turned), &ip);
        if (ip.ptr && read_ip4(ip.ptr, ip.ptr + ip.len, '.', octet) == ip.len)
            buf_printf(s->out, "%u.%u.%u.%u", octet[3], octet[2], octet[1], octet[0]);
        else
            buf_puts(s->out, "masked");
        buf_free(&ip);
    } else if (zone && is_host_shape(rest)) {
        standins_add(t, enter_name(t, rest), s->out);
    } else {
        standins_add(t, standins_enter(t, SPACE_WORD, rest, KIND_WORD, NOT_FOUND), s->out);
    }
}

/* hide_rest - mask a name but for its public suffix, which begins at suffix */
static void hide_rest(struct scan *s, const char *suffix, bool zone)
{
    struct span rest = span_of(s->p, suffix - 1);
    static const char plain[] = "www";
    size_t from;

    if (!one_of(rest, plain)) {
        flush(s);
        from = s->out->len;
        add_rest(s, rest, zone);
        skip_hidden(s, rest.len, from);
    }
    s->p = suffix - 1;
}

/* hide_name - the name at p; a domain of addresses is hidden even where it is public */
static void hide_name(struct scan *s, size_t n)
{
    struct standins *t = &s->m->table;
    struct span name = { s->p, n };
    const char *suffix, *end = s->p + n;
    uint32_t e = standins_find(t, SPACE_NAME, name);

    if (e == NOT_FOUND) {
        uint32_t public = suffix_of(t, name, &suffix);

        if (public != NOT_FOUND) {
            if (suffix > s->p)
                hide_rest(s, suffix, t->entries[public].kind == KIND_ZONE);
            s->p = end;
            return;
        }
        e = enter_name(t, name);
    }
    hide(s, n, e);
    if (before(s, end - n) == '/' && !(end - n - s->text > 1 && end[-(ptrdiff_t)n - 2] == '/'))
        s->folder = end + 1;
}

/*
 * unfold_underscores - qmail writes them for blanks: "to_mx.example.org_but".  Leaves
 * the name; where it cannot be told, all of it is taken for one.
 */
static struct span unfold_underscores(struct span name)
{
    const char *end = name.ptr + name.len, *dot, *cut, *p;
    size_t n = 0;
    bool was_cut = false;

    dot = memrchr(name.ptr, '.', name.len);
    if (!dot || *name.ptr == '_')
        return name;
    cut = memchr(dot, '_', (size_t)(end - dot));
    if (cut) {
        was_cut = true;
        name.len = (size_t)(cut - name.ptr);
    }
    dot = memchr(name.ptr, '.', name.len);
    cut = memrchr(name.ptr, '_', (size_t)(dot - name.ptr));
    for (p = name.ptr; p < dot; p++)
        n += *p == '_';
    if (cut && (n > 1 || was_cut))
        name = span_of(cut + 1, name.ptr + name.len);
    return name;
}

/* take_dotted - a run that is a name of a host or holds one; false if not */
static bool take_dotted(struct scan *s, struct span run)
{
    const char *inner;
    struct span name;

    if (is_known_label(s->p, run.ptr + run.len)) {
        s->p = memchr(s->p, '.', run.len);
        s->p++;
        return true;
    }
    inner = memmem(run.ptr, run.len, "._", 2);
    if (inner) { /* selector._domainkey.example.org */
        hide(s, (size_t)(inner - s->p),
             standins_enter(&s->m->table, SPACE_WORD, span_of(run.ptr, inner), KIND_WORD,
                            NOT_FOUND));
        s->p++;
        return true;
    }
    name = unfold_underscores(run);
    if (!is_host_shape(name)) { /* Postgrey's /help/mx.example.org.html */
        inner = memrchr(name.ptr, '.', name.len);
        name.len = inner ? (size_t)(inner - name.ptr) : 0;
        if (!is_host_shape(name))
            return false;
    }
    s->p = name.ptr;
    hide_name(s, name.len);
    return true;
}

/* --- words that are names because of what stands around them */

static const char user_keys[] =
    "sasl_username user username login set_id u to from orig_to ctladdr "
    "sasl_sender rcpt ruser recipient recipients sender authid mailbox logname account";
static const char host_keys[] = "helo ehlo h hostname rdns _hostname heloname";
static const char address_keys[] =
    "id msgid message-id mailfrom return-path r s f p e m email mail address "
    "addr q query arg1 name smtp.mailfrom envelope-from header.from "
    "resent-message-id";
static const char levels[] = "error info warn warning debug notice crit fatal trace critical err";
static const char no_names[] =
    "unknown unspecified none null nil local virtual localhost true false -";

/* is_name_word - is it one that could be somebody's? */
static bool is_name_word(struct span word)
{
    size_t digits = 0, i;

    for (i = 0; i < word.len; i++)
        digits += is_digit(word.ptr[i]);
    return word.len > 0 && !(digits == word.len && digits < 5) && !one_of(word, no_names);
}

/* take_value - if p is at the value of a key: hide it unless it is something that hides itself */
static void take_value(struct scan *s, enum space space)
{
    const char *reach = s->end - s->p > REACH ? s->p + REACH : s->end, *end = s->p, *close;
    bool quoted = before(s, s->p) == '"';
    unsigned octet[4];
    struct in6_addr ip6;

    close = quoted ? memchr(s->p, '"', (size_t)(reach - s->p)) : NULL;
    if (close && space == SPACE_USER)
        end = close;
    else
        while (end < reach && !is_value_end(*end))
            end++;
    if (end == s->p || memchr(s->p, '@', (size_t)(least(end + 1, s->end) - s->p)) ||
        memmem(s->p, (size_t)(end - s->p), "%40", 3) || strchr("/|", *s->p) ||
        read_ip4(s->p, end, '.', octet) || read_ip6(s->p, s->end, &ip6) ||
        !is_name_word(span_of(s->p, end)))
        return;
    if (space == SPACE_WORD && is_host_shape(span_of(s->p, end)))
        return;
    hide_word(s, space, (size_t)(end - s->p));
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
    user = one_of(key, user_keys);
    host = one_of(key, host_keys);
    if (*p == '=' && key.len == 1 && *key.ptr == 'A')
        return FORM_AUTH;
    if (*p == '=' && (user || host))
        return FORM_EQUALS;
    if (s->end - p > 2 && p[0] == '"' && p[1] == ':' && before(s, key.ptr) == '"' &&
        (user || host || one_of(key, "host")))
        return FORM_JSON;
    return *p == ':' && one_of(key, "user username mailbox login") ? FORM_COLON : FORM_NONE;
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
        for (end = p; end < s->end && end - p < REACH && !is_value_end(*end); end++)
            ;
        if (end < s->end && *end == ' ')
            return NULL;
    }
    return p;
}

/* take_key - a key and its value; false if the run is none */
static bool take_key(struct scan *s, struct span run)
{
    enum form form = form_of(s, run);
    const char *value = form ? value_of(s, run.ptr + run.len, form) : NULL;

    if (!value)
        return false;
    s->p = value;
    take_value(s, form == FORM_AUTH || one_of(run, user_keys) ? SPACE_USER : SPACE_WORD);
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
        if (e != NOT_FOUND && t->entries[e].epoch == s->m->epoch && is_name_word(word) &&
            !one_of(word, common))
            return e;
    }
    return NOT_FOUND;
}

/* is_named_by_ip - "mx[192.0.2.1]", "(mx) [192.0.2.1]", "(mx [192.0.2.1])", "host mx said:" */
static bool is_named_by_ip(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;
    bool bracket = before(s, run.ptr) == '(';
    unsigned octet[4];
    struct in6_addr ip;

    if (preceded(s, "host ") && begins(p, (size_t)(s->end - p), " said:"))
        return true;
    if (bracket && p < s->end && *p == ')')
        p++;
    if (bracket && p < s->end && *p == ' ')
        p++;
    if (p == s->end || *p++ != '[')
        return false;
    if (begins(p, (size_t)(s->end - p), "ipv6:"))
        p += 5;
    return read_ip4(p, s->end, '.', octet) > 0 || read_ip6(p, s->end, &ip) > 0;
}

/* is_delivered - Exim: "=> joe <joe@example.org>", "== joe R=local", "<= joe U=joe" */
static bool is_delivered(const struct scan *s, struct span run)
{
    const char *p = run.ptr + run.len;
    size_t rest = (size_t)(s->end - p);

    if (!preceded(s, "=> ") && !preceded(s, "-> ") && !preceded(s, "== ") && !preceded(s, "** ") &&
        !preceded(s, "<= ") && !preceded(s, ">> "))
        return false;
    return begins(p, rest, " <") || begins(p, rest, " r=") || begins(p, rest, " u=") ||
           begins(p, rest, " (");
}

/* is_folder - is a directory of this place named after a user? */
static bool is_folder(const struct scan *s)
{
    return s->p == s->folder || preceded(s, "/home/") || preceded(s, "/var/mail/") ||
           preceded(s, "/spool/mail/") || preceded(s, "/vmail/") || preceded(s, "/users/");
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
    while (s->p + n < s->end && !is_value_end(s->p[n]))
        n++;
    return n >= 8 ? n : 0;
}

/* take_word - a run without a shape of its own that its surroundings give away */
static bool take_word(struct scan *s, struct span run)
{
    uint32_t e = seen(s, run);

    if (e != NOT_FOUND)
        hide(s, run.len, e);
    else if (secret(s) > 0)
        hide_word(s, SPACE_USER, secret(s));
    else if (memchr(run.ptr, '.', run.len) && is_host_shape(run))
        return false;
    else if (is_folder(s) || (is_delivered(s, run) && is_name_word(run)))
        hide_word(s, SPACE_USER, run.len);
    else if (is_name_word(run) && (is_named_by_ip(s, run) || is_greeted(s, run)))
        hide_word(s, SPACE_WORD, run.len);
    else
        return false;
    return true;
}

/* --- runs and tokens */

/* run_end - where the name that begins at p ends at the latest */
static const char *run_end(const char *p, const char *limit)
{
    size_t n;

    if (limit - p > NAME_REACH)
        limit = p + NAME_REACH;
    for (; p < limit && (n = name_unit(p, limit)) > 0; p += n)
        if (*p == '.' && limit - p > 1 && p[1] == '_' && !is_known_label(p + 1, limit))
            return p;
    return p;
}

/* is_coded - "550-mx.example.org": a name behind the code of a reply's line */
static bool is_coded(struct span run)
{
    unsigned octet[4];
    const char *p = run.ptr;

    return run.len > 4 && *p >= '2' && *p <= '5' && is_digit(p[1]) && is_digit(p[2]) &&
           p[3] == '-' && !read_ip4(p, p + run.len, '-', octet) && is_alpha(p[4]);
}

/* take_run - what begins at p: a key, a name, an address, or nothing of interest */
static void take_run(struct scan *s, const char *limit)
{
    const char *end = run_end(s->p, limit), *last = end;
    unsigned octet[4];
    struct span run;
    size_t n;

    if (end == s->p || *s->p == '.' || *s->p == '-' ||
        (*s->p == '_' && !is_known_label(s->p, end))) {
        s->p++;
        return;
    }
    while (last > s->p && (last[-1] == '.' || last[-1] == '-' || last[-1] == '_'))
        last--;
    run = span_of(s->p, last);
    n = is_digit(*s->p) ? read_ip4(s->p, last, '.', octet) : 0;
    if (n > 0 && (n == run.len || !is_host_shape(run)))
        hide_ip4(s, n, octet);
    else if (is_coded(run))
        s->p += 4;
    else if (take_key(s, run) || take_word(s, run))
        return;
    else if (!memchr(run.ptr, '.', run.len) || !take_dotted(s, run))
        take_inner_ips(s, last);
}

static bool begins_ip6(const struct scan *s)
{
    char c = to_lower(*s->p);

    return c == ':' || is_digit(c) || (c >= 'a' && c <= 'f');
}

/* take_runs - everything up to limit, which may be passed by an IPv6 address or a value */
static void take_runs(struct scan *s, const char *limit)
{
    while (s->p < limit) {
        if (begins_ip6(s) && take_ip6(s))
            continue;
        if (name_unit(s->p, limit) > 0)
            take_run(s, limit);
        else
            s->p++;
    }
}

/* --- mail addresses */

/* last_of - behind the last of these characters */
static const char *last_of(const char *p, const char *end, const char *chars)
{
    const char *q = end;

    while (q > p && (q[-1] == '\0' || !strchr(chars, q[-1])))
        q--;
    return q;
}

/* local_start - where in the token the local part that ends at end begins */
static const char *local_start(const struct scan *s, const char *end)
{
    const char *p = s->p, *equals;
    bool url = end - p > 2 && p[0] == '/' && p[1] == '/';
    struct span key;

    if (url || (*p == '/' && !memchr(p, '=', (size_t)(end - p))))
        return last_of(p, end, url ? "/?&=" : "/");
    if (before(s, p) == '\\' && begins(p, (size_t)(end - p), "u003c"))
        p += 5;
    equals = memchr(p, '=', (size_t)(end - p));
    if (equals) {
        key = span_of(last_of(p, equals, "?&"), equals);
        if (one_of(key, user_keys) || one_of(key, address_keys))
            p = equals + 1;
    }
    while (p < end && strchr("'`*=", *p) && *p != '\0')
        p++;
    return p;
}

/* domain_end - of the domain of an address */
static const char *domain_end(const char *p, const char *end)
{
    const char *q = run_end(p, end), *dot, *cut;

    dot = memrchr(p, '.', (size_t)(q - p));
    cut = memchr(dot ? dot : p, '_', (size_t)(q - (dot ? dot : p)));
    if (cut && cut > p)
        q = cut;
    while (q > p && (q[-1] == '.' || q[-1] == '-' || q[-1] == '_'))
        q--;
    return q;
}

/* is_public_address - one of the data's own: "write to postmaster@..." */
static bool is_public_address(const struct scan *s, const char *end)
{
    return end - s->p < REACH &&
           standins_find(&s->m->table, SPACE_ADDRESS, span_of(s->p, end)) != NOT_FOUND;
}

/* take_address - p is at a local part of n bytes, behind which stand an "@" of at bytes and,
 * perhaps, a domain */
static void take_address(struct scan *s, size_t n, size_t at)
{
    const char *domain = s->p + n + at, *end = domain_end(domain, s->end);
    struct standins *t = &s->m->table;
    struct span name = span_of(domain, end);
    unsigned octet[4];
    uint32_t e;

    if (is_public_address(s, end)) {
        s->p = end;
        return;
    }
    if (n > 0)
        hide_word(s, SPACE_USER, n);
    s->p += at;
    if (name.len == 0 || read_ip4(domain, end, '.', octet) == name.len ||
        (n == 0 && !is_host_shape(name)))
        return;
    e = standins_enter(t, SPACE_NAME, name, KIND_DOMAIN, NOT_FOUND);
    if (e != NOT_FOUND)
        t->entries[e].epoch = s->m->epoch;
    hide(s, name.len, e);
}

/* take_token - an address, or whatever is in it */
static void take_token(struct scan *s)
{
    const char *end, *at, *start;
    size_t width = 1;

    if (s->token_end <= s->p)
        s->token_end = token_end(s->p, s->end);
    end = s->token_end;
    at = memmem(s->p, (size_t)(end - s->p), "%40", 3);
    if (at && at > s->p && name_unit(at + 3, s->end) > 0)
        width = 3;
    else
        at = end < s->end && *end == '@' ? end : NULL;
    if (!at) {
        take_runs(s, end);
        return;
    }
    start = local_start(s, at);
    take_runs(s, start);
    if (s->p <= at)
        take_address(s, (size_t)(at - s->p), width);
}

/* is_no_user - a tag, a step or a placeholder in angle brackets */
static bool is_no_user(struct span word)
{
    static const char tags[] =
        "html head body title br p b i a pre hr td tr th ul li cr lf crlf table div "
        "sp h1 h2 nil span font center";
    size_t i;

    if (!is_name_word(word) || one_of(word, tags))
        return true;
    for (i = 0; i < word.len; i++)
        if (!(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z') && word.ptr[i] != '-')
            return false;
    return true;
}

/* angle_close - the ">" of a "<" at p, between which one word stands; NULL if none does */
static const char *angle_close(const struct scan *s, const char **at)
{
    const char *p = s->p + 1, *close;
    size_t rest = (size_t)(s->end - p);

    *at = NULL;
    close = memchr(p, '>', rest < REACH ? rest : REACH);
    if (!close)
        return NULL;
    for (; p < close; p++) {
        if (is_blank(*p) || *p == '<' || (*p == ':' && p[1] == '/'))
            return NULL; /* "<https://..." has parts of its own */
        if (*p == '@')
            *at = p;
    }
    return close;
}

/* angle_address - what stands between "<" and "@", but for a scheme, is the local part */
static void angle_address(struct scan *s, const char *at)
{
    static const char *const schemes[] = { "mailto:", "smtp:", "rfc822;", "sip:" };
    size_t i;

    s->p++;
    for (i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (begins(s->p, (size_t)(at - s->p), schemes[i]))
            s->p += strlen(schemes[i]);
    take_address(s, (size_t)(at - s->p), 1);
}

/* take_angle - "<joe@example.org>" with whatever local part, or "<joe>" */
static bool take_angle(struct scan *s)
{
    const char *at, *close = angle_close(s, &at), *p = s->p + 1;
    struct span in;
    bool helo;

    if (!close)
        return false;
    if (at) {
        angle_address(s, at);
        return true;
    }
    in = span_of(p, close);
    while (p < close && (name_unit(p, close) > 0 || *p == '+'))
        p++;
    if (p < close || is_host_shape(in) || is_no_user(in))
        return false;
    s->p++;
    helo = begins(close, (size_t)(s->end - close), ">: helo command"); /* Postfix */
    if (!take_word(s, in) && !memchr(in.ptr, '.', in.len))
        hide_word(s, helo ? SPACE_WORD : SPACE_USER, in.len);
    return true;
}

/* take_quoted - a local part in quotes: "joe doe"@example.org */
static bool take_quoted(struct scan *s)
{
    size_t rest = (size_t)(s->end - s->p);
    const char *reach = s->p + (rest < REACH ? rest : REACH), *q = s->p + 1;

    while (q < reach && *q != '"' && *q != '\n')
        q += *q == '\\' && before(s, s->p) != '\\' ? 2 : 1;
    if (q + 1 >= reach || *q != '"' || q[1] != '@')
        return false;
    take_address(s, (size_t)(q + 1 - s->p), 1);
    return true;
}

/* --- the prefix of a log's line */

/* is_time - "07:14:17", perhaps behind a date and "T", whatever follows */
static bool is_time(struct span token)
{
    const char *t = memchr(token.ptr, 'T', token.len);
    const char *p = t ? t + 1 : token.ptr;

    return token.ptr + token.len - p >= 8 && is_digit(p[0]) && is_digit(p[1]) && p[2] == ':' &&
           is_digit(p[3]) && is_digit(p[4]) && p[5] == ':' && is_digit(p[6]);
}

/* is_date - "Nov", "22", "2024-11-22", "<22>1" */
static bool is_date(struct span token)
{
    size_t i;

    if (token.len == 3 && is_alpha(token.ptr[0]) && is_alpha(token.ptr[1]) &&
        is_alpha(token.ptr[2]))
        return true;
    for (i = 0; i < token.len; i++)
        if (!is_digit(token.ptr[i]) && !strchr("-/.<>", token.ptr[i]))
            return false;
    return token.len > 0;
}

/* next_token - the next one in [*p, end), behind which *p is moved */
static struct span next_token(const char **p, const char *end)
{
    const char *from;

    while (*p < end && **p == ' ')
        ++*p;
    for (from = *p; *p < end && **p != ' ' && **p != '\n' && **p != '\0'; ++*p)
        ;
    return span_of(from, *p);
}

/* find_host - the host that a syslog daemon put before the program's name */
static void find_host(struct scan *s)
{
    const char *p = s->p, *end = s->end - p > PREFIX_REACH ? p + PREFIX_REACH : s->end;
    struct span token, host, program;
    bool numbered = *p == '<', new_style;
    int n;

    if (numbered)
        while (p < end && *p != '>')
            p++;
    p += numbered && p < end;
    new_style = numbered && end - p > 1 && p[0] == '1' && p[1] == ' ';
    for (n = 0; n < 6; n++) {
        token = next_token(&p, end);
        if (is_time(token))
            break;
        if (!is_date(token))
            return;
    }
    host = next_token(&p, end);
    program = next_token(&p, end);
    if ((host.len == 16 || host.len == 23) && host.ptr[6] == '-' &&
        memchr(host.ptr + 7, '-', host.len - 7))
        return; /* Exim's message id, 23 bytes since 4.97 */
    if (program.len == 0 || one_of(host, levels) || !is_name_word(host) ||
        run_end(host.ptr, p) != host.ptr + host.len)
        return;
    if (!new_style && program.ptr[program.len - 1] != ':' && !memchr(program.ptr, '[', program.len))
        return;
    s->host = host.ptr;
    s->host_end = host.ptr + host.len;
}

/* take_host - the prefix's host */
static void take_host(struct scan *s)
{
    struct span host = span_of(s->host, s->host_end);
    unsigned octet[4];

    s->host = NULL;
    if (is_host_shape(host) || read_ip4(host.ptr, s->host_end, '.', octet) > 0)
        take_runs(s, s->host_end);
    else
        hide_word(s, SPACE_WORD, host.len);
}

/* --- texts */

/* step - whatever is at p */
static void step(struct scan *s)
{
    if (s->p == s->text || s->p[-1] == '\n')
        find_host(s);
    if (s->p == s->host)
        take_host(s);
    else if ((*s->p == '<' && take_angle(s)) || (*s->p == '"' && take_quoted(s)) ||
             (begins_ip6(s) && take_ip6(s)))
        ;
    else if (local_unit(s->p, s->end) > 0)
        take_token(s);
    else if (*s->p == '\\' && s->end - s->p > 1 && strchr("nrt", s->p[1]) && s->p[1] != '\0')
        s->p += 2; /* "\n" in two characters */
    else if (*s->p == '@')
        take_address(s, 0, 1);
    else
        s->p++;
}

static void pass(struct masker *m, struct buf *out, struct span text, size_t *start, size_t *end)
{
    struct scan s = { .m = m, .out = out, .text = text.ptr, .p = text.ptr, .done = text.ptr };
    int k;

    s.end = text.ptr + text.len;
    s.mark[0] = start && *start < text.len ? text.ptr + *start : NULL;
    s.mark[1] = end && *end < text.len ? text.ptr + *end : NULL;
    s.to[0] = s.to[1] = SIZE_MAX;
    while (s.p < s.end)
        step(&s);
    flush(&s);
    for (k = 0; k < 2; k++)
        if (s.to[k] == SIZE_MAX)
            s.to[k] = out->len;
    if (start)
        *start = s.to[0];
    if (end)
        *end = s.to[1];
}

void masker_text(struct masker *m, struct buf *out, struct span text, size_t *start, size_t *end)
{
    size_t base = out->len;

    if (text.len > 0 && memchr(text.ptr, '@', text.len)) {
        pass(m, &m->nothing, text, NULL, NULL); /* a user may be named before the address */
        buf_clear(&m->nothing);
    }
    pass(m, out, text, start, end);
    if (start)
        *start -= base;
    if (end)
        *end -= base;
}

void masker_word(struct masker *m, struct buf *out, enum space space, struct span word)
{
    struct scan s = { .m = m };

    standins_add(&m->table, enter_word(&s, space, word), out);
}
