/* SPDX-License-Identifier: MIT */
/*
 * The key is the entry's text with its words masked, and behind it what else the
 * explainer looks at.  What is masked of a word holds nothing of a literal of the index
 * (so that no rule, blocklist or provider is looked for there) and no number that could
 * be a code.  Words that patterns have within longer literals are filed for this by themselves
 * (rules_file.c).
 */
#include "summary_key.h"

#include "ascii.h"
#include "eight.h"
#include "match.h"
#include "site.h"
#include "table.h"

#include <string.h>

enum { SAID_MAX = 4096, WORD_MAX = 255, LEAST = 4, LEAST_ID = 8, LEAST_NUMBER = 5, LEAST_PART = 2 };
enum { LETTERS = 16, COMMAND_MAX = 64 };

/* read_tail - less than eight bytes */
static uint64_t read_tail(const unsigned char *p, size_t n)
{
    unsigned char bytes[8] = { 0 };

    memcpy(bytes, p, n);
    return eight_at(bytes);
}

static inline uint64_t stir(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(a ^ 0xa0761d6478bd642fu) * (b ^ 0xe7037ed1a0b428dbu);

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t summary_hash(const void *bytes, size_t len, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t h = stir(seed, len + 0x8ebc6af09c88c6e3u);
    size_t rest = len;

    for (; rest >= 16; rest -= 16, p += 16)
        h = stir(eight_at(p) ^ h, eight_at(p + 8));
    if (rest >= 8) {
        h = stir(eight_at(p) ^ h, 0x589965cc75374cc3u);
        p += 8;
        rest -= 8;
    }
    return stir(stir(read_tail(p, rest) ^ h, 0x589965cc75374cc3u), len);
}

/* hash_both - 128 bits in one pass: two hashes that take turns with the bytes */
static void hash_both(const char *bytes, size_t len, struct summary_key *out)
{
    const unsigned char *p = (const unsigned char *)bytes;
    uint64_t a = len, b = ~(uint64_t)len;
    size_t rest = len;

    for (; rest >= 16; rest -= 16, p += 16) {
        uint64_t x = eight_at(p), y = eight_at(p + 8);

        a = stir(x ^ a, y);
        b = stir(y ^ b, x);
    }
    out->a = summary_hash(p, rest, a);
    out->b = summary_hash(p, rest, b);
}

/* What kinds of characters a word holds. */
enum { DIGIT = 1, LETTER = 2, DOT = 4, AT = 8, OTHER = 16 };

/* Of each byte; 0: it stands in no word. */
static const uint8_t kinds[256] = {
    ['0'] = DIGIT,  ['1'] = DIGIT,  ['2'] = DIGIT,  ['3'] = DIGIT,  ['4'] = DIGIT,  ['5'] = DIGIT,
    ['6'] = DIGIT,  ['7'] = DIGIT,  ['8'] = DIGIT,  ['9'] = DIGIT,  ['A'] = LETTER, ['B'] = LETTER,
    ['C'] = LETTER, ['D'] = LETTER, ['E'] = LETTER, ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER,
    ['I'] = LETTER, ['J'] = LETTER, ['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER,
    ['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER, ['S'] = LETTER, ['T'] = LETTER,
    ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER, ['Z'] = LETTER,
    ['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER,
    ['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER,
    ['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER,
    ['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER,
    ['y'] = LETTER, ['z'] = LETTER, ['.'] = DOT,    ['@'] = AT,     ['-'] = OTHER,  ['_'] = OTHER,
    ['+'] = OTHER,
};

struct word {
    const char *p;
    size_t len;
    unsigned has; /* kinds of characters */
};

static inline unsigned kind_at(const char *p)
{
    return kinds[(unsigned char)*p];
}

static inline struct word word_at(const char *p, const char *end)
{
    struct word w = { .p = p };
    unsigned kind;

    for (; p < end && (kind = kind_at(p)); p++)
        w.has |= kind;
    while (p > w.p && p[-1] == '.') /* a full stop */
        p--;
    w.len = (size_t)(p - w.p);
    return w;
}

/* is_address - four numbers and three dots: no code is read into those */
static bool is_address(const struct word *w)
{
    size_t dots = 0, digits = 0, i;

    if (w->has != (DIGIT | DOT))
        return false;
    for (i = 0; i < w->len; i++) {
        if (w->p[i] != '.') {
            digits++;
            continue;
        }
        if (digits == 0 || digits > 3)
            return false;
        digits = 0;
        dots++;
    }
    return dots == 3 && digits > 0 && digits <= 3;
}

/* may_hold_code - three digits by themselves, or 5.1: then the word stays as it is */
static bool may_hold_code(const struct word *w)
{
    const char *p = w->p, *end = p + w->len, *q;

    if (!(w->has & DIGIT))
        return false;
    for (; p < end; p = q + (q < end)) {
        bool digits = true;

        for (q = p; q < end && is_alnum(*q); q++)
            digits = digits && is_digit(*q);
        if (!digits || q == p || (p > w->p && p[-1] == '.'))
            continue;
        if (q - p == 3 && *p <= '6' && (q == end || *q != '.')) /* "-550.example" is no reply */
            return true;
        if (q - p == 1 && end - q > 1 && *q == '.' && is_digit(q[1]))
            return true;
    }
    return false;
}

static struct span domain_of(struct span address)
{
    const char *at = address.ptr ? memrchr(address.ptr, '@', address.len) : NULL;

    return at ? span_of(at + 1, address.ptr + address.len) : (struct span){ NULL, 0 };
}

/* is_part - does the word end in that name? */
static bool is_part(const struct word *w, struct span name)
{
    return name.ptr && name.len >= LEAST && w->len >= name.len &&
           same_word(w->p + w->len - name.len, name.ptr, name.len);
}

/* is_own - does it end in one of the entry's own names? */
static bool is_own(const struct word *w, const struct scene *scene)
{
    return is_part(w, scene->host) || is_part(w, domain_of(scene->recipient)) ||
           is_part(w, domain_of(scene->sender));
}

/* kind_of - what it is masked as, by its looks; 0: it stays */
static char kind_of(const struct word *w, const struct scene *scene)
{
    if (w->len < LEAST || w->len > WORD_MAX)
        return 0;
    if (is_address(w))
        return '4';
    if (w->has & AT)
        return w->has & LETTER && !may_hold_code(w) ? '@' : 0;
    if (w->has == DIGIT)
        return w->len >= LEAST_NUMBER ? '9' : 0;
    if (!(w->has & LETTER) || may_hold_code(w))
        return 0;
    if (w->has & DOT)
        return w->has & DIGIT || is_own(w, scene) ? '.' : 0;
    return w->has & DIGIT && w->len >= LEAST_ID ? 'x' : 0;
}

/* Which bytes of a word belong to something that is looked for. */
struct cover {
    bool any, byte[WORD_MAX + 1];
};

static void found_literal(void *arg, const uint32_t *owners, size_t nowners, size_t at, size_t len)
{
    struct cover *cover = arg;

    (void)owners;
    (void)nowners;
    cover->any = true;
    memset(cover->byte + at, true, len);
}

/* lower_word - the word in lower case */
static void lower_word(const struct word *w, char low[WORD_MAX + 1])
{
    size_t i;

    for (i = 0; i + 8 <= w->len; i += 8)
        eight_put(low + i, eight_lower(eight_at(w->p + i)));
    for (; i < w->len; i++)
        low[i] = to_lower(w->p[i]);
    low[i] = '\0';
}

/* cover_literals - what rules, blocklists and providers look for in the word */
static void cover_literals(struct sw_ctx *ctx, const struct word *w, struct cover *out)
{
    char low[WORD_MAX + 1];

    lower_word(w, low);
    out->any = false;
    memset(out->byte, false, w->len);
    index_search(&ctx->builtin.set->index, low, w->len, found_literal, out);
    if (ctx->site)
        index_search(&ctx->site->set->index, low, w->len, found_literal, out);
}

/* put_covered - a part that something is looked for in: its other digits are all alike */
static char *put_covered(char *to, const struct word *w, const struct cover *cover, const char *p,
                         const char *end)
{
    for (; p < end; p++)
        *to++ = is_digit(*p) && !cover->byte[p - w->p] ? '0' : *p;
    return to;
}

/* put_parts - a word of which a part is looked for: only its other parts are masked */
static char *put_parts(char *to, const struct word *w, const struct cover *cover)
{
    const char *p = w->p, *end = p + w->len, *q;

    for (; p < end; p = q) {
        bool digits = false, covered = false;

        for (q = p; q < end && *q != '.' && *q != '@'; q++) {
            digits = digits || is_digit(*q);
            covered = covered || cover->byte[q - w->p];
        }
        if (!covered && q - p >= LEAST_PART && (digits || (q < end && *q == '@'))) {
            *to++ = '\001';
            *to++ = digits && is_digit(q[-1]) ? '0' : '-';
        } else {
            to = put_covered(to, w, cover, p, q);
        }
        if (q < end)
            *to++ = *q++;
    }
    return to;
}

/* follows_code - are there three digits and a blank before p?  Then the letters there count. */
static bool follows_code(const char *text, const char *p)
{
    while (p > text && (p[-1] == ' ' || p[-1] == '_'))
        p--;
    return p - text >= 3 && is_digit(p[-1]) && is_digit(p[-2]) && is_digit(p[-3]);
}

/* put_mask - what stands for a masked word: its kind, and what its neighbours are judged by */
static char *put_mask(char *to, const char *text, const struct word *w, char kind)
{
    size_t i;

    *to++ = '\001';
    *to++ = kind;
    if (follows_code(text, w->p))
        for (i = 0; i < w->len && i < LETTERS && is_alpha(w->p[i]); i++)
            *to++ = to_lower(w->p[i]);
    for (i = w->len; i > 0 && is_alnum(w->p[i - 1]); i--)
        if (is_digit(w->p[i - 1])) {
            *to++ = '0'; /* its last part has a digit */
            break;
        }
    return to;
}

/*
 * copy_plain - what stands before the next character from "." to "@", for all of DOT, DIGIT and
 * AT are among those; returns where that is
 */
static const char *copy_plain(const char *p, const char *end, char **to)
{
    char *out = *to;

    for (; end - p >= 8; p += 8, out += 8) {
        uint64_t v = eight_at(p), signs = eight_between(v, '.', '@');

        eight_put(out, v);
        if (signs) {
            *to = out + eight_first(signs);
            return p + eight_first(signs);
        }
    }
    while (p < end && !(kind_at(p) & (DIGIT | AT | DOT)))
        *out++ = *p++;
    *to = out;
    return p;
}

/* put_word - what stands for a word that has something of DOT, DIGIT and AT */
static char *put_word(struct sw_ctx *ctx, char *to, const char *text, const struct word *w,
                      const struct scene *scene)
{
    char kind = kind_of(w, scene);
    struct cover cover;

    if (kind) {
        cover_literals(ctx, w, &cover);
        if (!cover.any)
            return put_mask(to, text, w, kind);
        if (w->has & (AT | DOT) && !follows_code(text, w->p))
            return put_parts(to, w, &cover);
    }
    memcpy(to, w->p, w->len);
    return to + w->len;
}

/* mask - the text of at most SAID_MAX bytes into to, which has room for twice as many */
static char *mask(struct sw_ctx *ctx, struct span said, const struct scene *scene, char *to)
{
    const char *p = said.ptr, *end = p + said.len, *done = p;

    while ((p = copy_plain(p, end, &to)) < end) {
        struct word w;

        if (!kind_at(p)) { /* ":", "<" and their like */
            *to++ = *p++;
            done = p;
            continue;
        }
        for (; p > done && kind_at(p - 1); p--) /* back to the word's first letter */
            to--;
        w = word_at(p, end);
        if (w.len == 0) /* nothing but dots */
            w.len = 1;
        to = put_word(ctx, to, said.ptr, &w, scene);
        p += w.len;
        done = p;
    }
    return to;
}

/* What the explainer looks at besides the words. */
struct circumstances {
    unsigned reply, codes[6];
    int fate, direction, provider;
    bool recipient, sender, host, host_ip, queue_id, place;
    bool padding[2];
};

/* They, the command, an end of line and the words, which mask() makes at most twice as long. */
enum { KEY_SIZE = sizeof(struct circumstances) + COMMAND_MAX + 1 + 2 * SAID_MAX };

/* key_bytes - what the key is the hash of; returns their number, 0 if the entry has no key */
static size_t key_bytes(struct sw_ctx *ctx, const struct log_entry *entry, char out[KEY_SIZE])
{
    const struct scene *s = &entry->scene;
    struct circumstances c;
    char *to = out;

    if (entry->said.len > SAID_MAX || s->command.len > COMMAND_MAX)
        return 0;
    memset(&c, 0, sizeof c);
    c = (struct circumstances){ .reply = entry->reply,
                                .codes = { entry->enhanced.class, entry->enhanced.subject,
                                           entry->enhanced.detail, s->dsn.class, s->dsn.subject,
                                           s->dsn.detail },
                                .fate = (int)s->fate,
                                .direction = (int)s->direction,
                                .provider = matcher_host(&ctx->builtin, s->host),
                                .recipient = s->recipient.ptr != NULL,
                                .sender = s->sender.ptr != NULL,
                                .host = s->host.ptr != NULL,
                                .host_ip = s->host_ip.ptr != NULL,
                                .queue_id = s->queue_id.ptr != NULL,
                                .place = entry->place.ptr != NULL };
    memcpy(to, &c, sizeof c);
    to += sizeof c;
    if (s->command.len > 0)
        memcpy(to, s->command.ptr, s->command.len);
    to += s->command.len;
    *to++ = '\n';
    to = mask(ctx, entry->said, s, to);
    return (size_t)(to - out);
}

bool summary_key_of(struct sw_ctx *ctx, const struct log_entry *entry, struct summary_key *out)
{
    char bytes[KEY_SIZE];
    size_t len = key_bytes(ctx, entry, bytes);

    if (len == 0)
        return false;
    hash_both(bytes, len, out);
    return true;
}
