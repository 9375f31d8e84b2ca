/* SPDX-License-Identifier: MIT */
/*
 * The table of stand-ins: a hash table of hashes, bounded.  That two secrets may
 * share a stand-in when their hashes collide is no leak.  The hash is seeded so that
 * nobody can choose names that make it slow; numbers do not depend on it.
 */
#include "standin.h"

#include "ascii.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 8192, ENTRIES_FIRST = 1024, PUBLIC_MAX = 16384, LABEL_MAX = 63 };

/* hex - value of a hexadecimal digit, or -1 */
static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* hash_of - blind to case; an escaped \xe9 is the byte e9, as in the line itself */
static uint64_t hash_of(uint64_t seed, enum space space, struct span text)
{
    uint64_t h = seed ^ ((uint64_t)space + 1) * 0x9e3779b97f4a7c15u;
    size_t i;

    for (i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)to_lower(text.ptr[i]);

        if (c == '\\' && i + 3 < text.len && text.ptr[i + 1] == 'x' && hex(text.ptr[i + 2]) >= 0 &&
            hex(text.ptr[i + 3]) >= 0) {
            c = (unsigned char)(hex(text.ptr[i + 2]) * 16 + hex(text.ptr[i + 3]));
            i += 3;
        }
        h = (h ^ c) * 0xff51afd7ed558ccdu;
        h ^= h >> 29;
    }
    return h ^ h >> 32;
}

/* place - the slot that holds the hash, or the free one where it belongs */
static uint32_t *place(const struct standins *t, uint64_t hash)
{
    size_t i = hash & (t->nslots - 1);

    while (t->slots[i] && t->entries[t->slots[i] - 1].hash != hash)
        i = (i + 1) & (t->nslots - 1);
    return &t->slots[i];
}

/* grow - twice the slots, and room for half as many entries */
static bool grow(struct standins *t)
{
    size_t nslots = t->nslots ? t->nslots * 2 : SLOTS_FIRST, i;
    struct standin *entries = realloc(t->entries, nslots / 2 * sizeof *entries);
    uint32_t *slots;

    if (!entries)
        return false;
    t->entries = entries;
    slots = calloc(nslots, sizeof *slots);
    if (!slots)
        return false;
    free(t->slots);
    t->slots = slots;
    t->nslots = nslots;
    for (i = 0; i < t->nentries; i++)
        *place(t, t->entries[i].hash) = (uint32_t)i + 1;
    return true;
}

uint32_t standins_find(const struct standins *t, enum space space, struct span text)
{
    return *place(t, hash_of(t->seed, space, text)) - 1; /* 0 - 1 is NOT_FOUND */
}

uint32_t standins_enter(struct standins *t, enum space space, struct span text,
                        enum standin_kind kind, uint32_t base)
{
    uint64_t hash = hash_of(t->seed, space, text);
    uint32_t *slot = place(t, hash);
    bool public = kind >= KIND_EXACT;

    if (*slot)
        return *slot - 1;
    if (public ? t->npublic == PUBLIC_MAX : t->nentries - t->npublic == STANDINS_MAX)
        return NOT_FOUND;
    if (t->nentries == t->nslots / 2) {
        if (!grow(t))
            return NOT_FOUND;
        slot = place(t, hash);
    }
    t->npublic += public;
    if (kind == KIND_WORD)
        t->counts[kind] = t->counts[KIND_HOST]++; /* host1 and host1.example are not the same */
    else
        t->counts[kind]++;
    t->entries[t->nentries] = (struct standin){
        .hash = hash,
        .number = t->counts[kind == KIND_WORD ? KIND_HOST : kind],
        .base = base,
        .kind = (uint8_t)kind,
    };
    *slot = (uint32_t)++t->nentries;
    return *slot - 1;
}

/* add_ip4 - the three nets of RFC 5737, then the one of RFC 3849 */
static void add_ip4(uint32_t number, struct buf *out)
{
    enum { HOSTS = 254 };
    static const char *const nets[] = { "192.0.2", "198.51.100", "203.0.113" };
    uint32_t n = number - 1;

    if (n < 3 * HOSTS)
        buf_printf(out, "%s.%u", nets[n / HOSTS], n % HOSTS + 1);
    else
        buf_printf(out, "2001:db8:4::%x", n - 3 * HOSTS + 1);
}

void standins_add(const struct standins *t, uint32_t entry, struct buf *out)
{
    const struct standin *e = &t->entries[entry];

    if (entry == NOT_FOUND) {
        buf_puts(out, "masked");
        return;
    }
    switch ((enum standin_kind)e->kind) {
    case KIND_USER:
        buf_printf(out, "user%u", e->number);
        break;
    case KIND_DOMAIN:
        buf_printf(out, "domain%u.example", e->number);
        break;
    case KIND_HOST:
        buf_printf(out, "host%u.", e->number);
        if (e->base == NOT_FOUND)
            buf_puts(out, "example");
        else
            standins_add(t, e->base, out); /* a domain or a host without base: no deeper */
        break;
    case KIND_WORD:
        buf_printf(out, "host%u", e->number);
        break;
    case KIND_IP4:
        add_ip4(e->number, out);
        break;
    case KIND_IP6:
        buf_printf(out, "2001:db8::%x", e->number);
        break;
    case KIND_EXACT:
    case KIND_SUFFIX:
    case KIND_ZONE:
    case KINDS:
        buf_puts(out, "masked");
        break;
    }
}

/* is_file - does the name end in what files end in and no domain that sends mail does? */
static bool is_file(struct span text, struct span last)
{
    static const char *const names[] = { "main.cf",   "master.cf",   "mail.info",  "sendmail.mc",
                                         "config.pl", "sendmail.cf", "dead.letter" };
    static const char *const endings[] = {
        "log",  "gz",   "bz2",   "xz",   "zst",    "conf", "cfg", "cnf", "db",   "txt",  "html",
        "htm",  "xml",  "json",  "yaml", "yml",    "eml",  "msg", "tmp", "lock", "pid",  "sock",
        "exe",  "dll",  "doc",   "docx", "pdf",    "jpg",  "png", "gif", "php",  "cpp",  "cgi",
        "csv",  "ini",  "asp",   "aspx", "jsp",    "sql",  "bak", "js",  "rb",   "java", "err",
        "warn", "crit", "debug", "old",  "notice", "dat",  "tar", "mbox"
    };
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == text.len && begins(text.ptr, text.len, names[i]))
            return true;
    for (i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strlen(endings[i]) == last.len && begins(last.ptr, last.len, endings[i]))
            return true;
    return false;
}

/* is_upper - is it an ASCII capital? */
static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* is_top - may the label be a top level domain?  "SmtpException" and "Please" are none */
static bool is_top(struct span label)
{
    size_t i, bumps = 0, capitals = 0;

    if (label.len < 2 || label.len > LABEL_MAX)
        return false;
    if (begins(label.ptr, label.len, "xn--"))
        return true;
    for (i = 0; i < label.len; i++) {
        if (!is_alpha(label.ptr[i]) && (unsigned char)label.ptr[i] < 0x80)
            return false;
        capitals += is_upper(label.ptr[i]);
        bumps += i > 0 && is_upper(label.ptr[i]) && !is_upper(label.ptr[i - 1]);
    }
    return bumps == 0 && (capitals != 1 || label.len < 4 || !is_upper(label.ptr[0]) ||
                          begins(label.ptr, label.len, "info"));
}

bool is_host_shape(struct span text)
{
    const char *end = text.ptr + text.len, *last = text.ptr, *p;
    struct span label;

    if (text.len < 4 || text.ptr[0] == '.' || end[-1] == '.')
        return false;
    for (p = text.ptr; p < end; p++) {
        if (!is_alnum(*p) && *p != '.' && *p != '-' && *p != '_' && (unsigned char)*p < 0x80)
            return false;
        if (*p == '.') {
            if (p[1] == '.')
                return false;
            last = p + 1;
        }
    }
    label = span_of(last, end);
    return last > text.ptr && is_top(label) && !is_file(text, label);
}

/* is_reserved - a name that is made for examples is public, and yet may be somebody's in a test */
static bool is_reserved(struct span name)
{
    static const char *const names[] = { "example.com", "example.net", "example.org", ".example",
                                         ".test",       ".invalid",    ".local",      ".lan" };
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++)
        if (ends(name.ptr, name.len, names[i]))
            return true;
    return false;
}

/* is_name_char - may it stand in a name of the data? */
static bool is_name_char(char c)
{
    return is_alnum(c) || c == '.' || c == '-' || c == '_';
}

/* take_public - one word of the data, with an "@" at at or NULL */
static void take_public(struct standins *t, struct span word, const char *at)
{
    while (word.len > 0 && strchr(".-_+@", word.ptr[word.len - 1]))
        word.len--;
    while (word.len > 0 && strchr(".-_+", *word.ptr)) {
        word.ptr++;
        word.len--;
    }
    if (is_reserved(word))
        return;
    if (at && at < word.ptr + word.len)
        standins_enter(t, SPACE_ADDRESS, word, KIND_EXACT, NOT_FOUND);
    else if (is_host_shape(word))
        standins_enter(t, SPACE_PUBLIC, word, KIND_EXACT, NOT_FOUND);
}

/* take_texts - the names and addresses in a sentence of the data */
static void take_texts(struct standins *t, uint32_t text)
{
    const char *p = table_string(text), *from, *at;

    while (*p) {
        for (from = p, at = NULL; is_name_char(*p) || *p == '@' || *p == '+'; p++)
            if (*p == '@')
                at = p;
        if (p > from)
            take_public(t, span_of(from, p), at);
        else
            p++;
    }
}

/* take_literal - a zone or a provider's host: "csi.cloudmark.com/reset", "//msbl.org" */
static void take_literal(struct standins *t, const struct index_literal *l, uint32_t owner)
{
    const struct extra *extra = &tables.extras[owner - ruleset_extras(&tables.rules)];
    struct span name = { tables.rules.index.strings + l->text, l->len };
    const char *slash;

    while (name.len > 0 && *name.ptr == '/') {
        name.ptr++;
        name.len--;
    }
    if (extra->kind == EXTRA_SIGN)
        return;
    slash = memchr(name.ptr, '/', name.len);
    if (slash)
        name.len = (size_t)(slash - name.ptr);
    if (is_host_shape(name))
        standins_enter(t, SPACE_PUBLIC, name, extra->kind == EXTRA_LIST ? KIND_ZONE : KIND_SUFFIX,
                       NOT_FOUND);
}

/* take_tables - every name that the data hold and that may be shown in advice */
static void take_tables(struct standins *t)
{
    const struct ruleset *set = &tables.rules;
    const struct index_literal *l = set->index.literals;
    static const char blank_address[] = "postmaster@SENDER-DOMAIN";
    size_t i, k;

    for (i = 0; i < set->index.nliterals; i++)
        for (k = l[i].owners; k < l[i + 1].owners; k++)
            if (set->index.owners[k] >= ruleset_extras(set))
                take_literal(t, &l[i], set->index.owners[k]);
    for (i = 0; i < tables.nblocklists; i++) {
        take_texts(t, tables.blocklists[i].lookup);
        take_texts(t, tables.blocklists[i].delist);
    }
    for (i = 0; i < tables.nproviders; i++)
        take_texts(t, tables.providers[i].page);
    for (i = 0; i < set->n; i++) {
        const struct rule *r = &set->rules[i];
        const uint32_t texts[] = { r->title, r->meaning, r->fix, r->check, r->source };

        for (k = 0; k < sizeof texts / sizeof *texts; k++)
            take_texts(t, texts[k]);
    }
    for (i = 0; i < tables.ncodes; i++) {
        take_texts(t, tables.codes[i].fix);
        take_texts(t, tables.codes[i].source);
    }
    standins_enter(t, SPACE_ADDRESS, (struct span){ blank_address, sizeof blank_address - 1 },
                   KIND_EXACT, NOT_FOUND);
}

bool standins_init(struct standins *t)
{
    *t = (struct standins){ 0 };
    if (!grow(t))
        return false;
    t->seed = (uint64_t)(uintptr_t)t->slots * 0x9e3779b97f4a7c15u;
    take_tables(t);
    return true;
}

void standins_free(struct standins *t)
{
    free(t->entries);
    free(t->slots);
    *t = (struct standins){ 0 };
}
