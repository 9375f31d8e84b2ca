/* SPDX-License-Identifier: MIT */
/*
 * Masking: mail addresses.  In angle brackets any local part is taken whole; elsewhere
 * what may be one by RFC 5322 and stands before an "@".  Addresses of the data, such
 * as a provider's postmaster, stay.
 */
#include "mask_scan.h"

/* last_of - behind the last of these characters */
static const char *last_of(const char *p, const char *end, const char *chars)
{
    const char *q = end;

    while (q > p && (q[-1] == '\0' || !strchr(chars, q[-1])))
        q--;
    return q;
}

const char *mask_local_start(const struct scan *s, const char *end)
{
    const char *p = s->p, *equals;
    bool url = end - p > 2 && p[0] == '/' && p[1] == '/';
    struct span key;

    if (url || (*p == '/' && !memchr(p, '=', (size_t)(end - p))))
        return last_of(p, end, url ? "/?&=" : "/");
    if (mask_before(s, p) == '\\' && begins(p, (size_t)(end - p), "u003c"))
        p += 5;
    equals = memchr(p, '=', (size_t)(end - p));
    if (equals) {
        key = span_of(last_of(p, equals, "?&"), equals);
        if (mask_one_of(key, mask_user_keys) || mask_one_of(key, mask_address_keys))
            p = equals + 1;
    }
    while (p < end && is_any_of(*p, "'`*="))
        p++;
    return p;
}

/* domain_end - of the domain of an address */
static const char *domain_end(const char *p, const char *end)
{
    const char *q = mask_run_end(p, end), *dot, *cut;

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
    return end - s->p < MASK_REACH &&
           standins_find(&s->m->table, SPACE_ADDRESS,
                         standins_hash(&s->m->table, span_of(s->p, end))) != NOT_FOUND;
}

void mask_take_address(struct scan *s, size_t n, size_t at)
{
    const char *domain = s->p + n + at, *end = domain_end(domain, s->end);
    struct standins *t = &s->m->table;
    struct span name = span_of(domain, end);
    unsigned octet[4];
    uint64_t hash;
    uint32_t e;

    if (is_public_address(s, end)) {
        s->p = end;
        return;
    }
    if (n > 0)
        mask_hide_word(s, SPACE_USER, n);
    s->p += at;
    if (name.len == 0 || mask_read_ip4(domain, end, '.', octet) == name.len ||
        (n == 0 && !is_host_shape(name)))
        return;
    if (!memchr(domain, '.', name.len)) { /* joe@mx */
        if (mask_is_name_word(name))
            mask_hide_word(s, SPACE_WORD, name.len);
        return;
    }
    hash = standins_hash(t, name);
    e = standins_enter_hash(t, SPACE_NAME, hash, KIND_DOMAIN, NOT_FOUND);
    mask_note(s->m, e, hash);
    mask_note_parts(s->m, e, name);
    mask_hide(s, name.len, e);
}

/* is_no_user - a tag, a step or a placeholder in angle brackets */
static bool is_no_user(struct span word)
{
    static const char tags[] =
        "html head body title br p b i a pre hr td tr th ul li cr lf crlf table div "
        "sp h1 h2 nil span font center";
    size_t i;

    if (!mask_is_name_word(word) || mask_one_of(word, tags))
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
    close = memchr(p, '>', rest < MASK_REACH ? rest : MASK_REACH);
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
    mask_take_address(s, (size_t)(at - s->p), 1);
}

/* is_given_name - a word such as persons' names are made of, and no language */
static bool is_given_name(const struct scan *s, struct span word)
{
    return word.len > 1 &&
           ((*word.ptr >= 'A' && *word.ptr <= 'Z') || (unsigned char)*word.ptr >= 0x80) &&
           !vocabulary_has(&s->m->vocabulary, word);
}

/* take_display - the bracket at p opens behind a person's name, and an address stands in it: hides
 * the name */
static void take_display(struct scan *s)
{
    const char *bracket = s->p, *end = bracket, *first = NULL, *p;
    int n;

    if (end - s->done < 2 || end[-1] != ' ')
        return;
    end--;
    for (p = end, n = 0; n < 3 && p > s->done; n++) {
        const char *word = p;

        while (word > s->done && (is_alpha(word[-1]) || (unsigned char)word[-1] >= 0x80 ||
                                  word[-1] == '-' || word[-1] == '\''))
            word--;
        if (!is_given_name(s, span_of(word, p)))
            break;
        first = word;
        if (word == s->done || word[-1] != ' ')
            break;
        p = word - 1;
    }
    if (!first)
        return;
    s->p = first;
    mask_hide_word(s, SPACE_USER, (size_t)(end - first));
    s->p = bracket;
}

bool mask_take_angle(struct scan *s)
{
    const char *at, *close = angle_close(s, &at), *p = s->p + 1;
    struct span in;
    bool helo;

    if (!close)
        return false;
    if (at) {
        take_display(s);
        angle_address(s, at);
        return true;
    }
    in = span_of(p, close);
    while (p < close && (mask_name_unit(p, close) > 0 || *p == '+'))
        p++;
    if (p < close || is_host_shape(in) || is_no_user(in))
        return false;
    s->p++;
    helo = begins(close, (size_t)(s->end - close), ">: helo command"); /* Postfix */
    if (!mask_take_word(s, in) && !memchr(in.ptr, '.', in.len) && s->p == in.ptr)
        mask_hide_word(s, helo ? SPACE_WORD : SPACE_USER, in.len);
    return true;
}

bool mask_take_quoted(struct scan *s)
{
    size_t rest = (size_t)(s->end - s->p);
    const char *reach = s->p + (rest < MASK_REACH ? rest : MASK_REACH), *q = s->p + 1;
    bool escaped = mask_before(s, s->p) == '\\';

    while (q < reach && *q != '"' && *q != '\n')
        q += *q == '\\' && !escaped ? 2 : 1;
    if (q + 1 >= reach || *q != '"')
        return false;
    if (q[1] == '@') {
        mask_take_address(s, (size_t)(q + 1 - s->p), 1);
        return true;
    }
    if (reach - q < 4 || q[1] != ' ' || q[2] != '<' || !memchr(q, '@', (size_t)(reach - q)))
        return false;
    s->p++;
    q -= escaped && q[-1] == '\\';
    if (q == s->p || vocabulary_has(&s->m->vocabulary, span_of(s->p, q)))
        return false;
    mask_hide_word(s, SPACE_USER, (size_t)(q - s->p));
    return true;
}
