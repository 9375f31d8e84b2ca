/* SPDX-License-Identifier: MIT */
/*
 * Inside of masking: a text while it is read, and what the files that take part in
 * it share.  mask_text.c goes through the text and asks, at each place, the others:
 *
 *   mask_prefix.c   the host in the prefix of a log's line
 *   mask_address.c  mail addresses, and words in angle brackets
 *   mask_word.c     words that are names because of the marks around them
 *   mask_reply.c    words that are names because of the words around them
 *   mask_dn.c       distinguished names
 *   mask_name.c     dotted names: hosts and domains
 *   mask_ip.c       IP addresses
 *   mask_out.c      writes the stand-in, keeps the caller's places
 *
 * Functions named take either hide what is at p and move behind it, or pass over
 * what needs no hiding; those that return a bool leave p where it is if they return
 * false.
 */
#ifndef MASK_SCAN_H
#define MASK_SCAN_H

#include "ascii.h"
#include "host_shape.h"
#include "mask_text.h"
#include "standin.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

enum {
    MASK_REACH = 320, /* bytes: the longest <address> or quoted local part that is taken whole */
};

/* A text while it is read.  What stands in [done, p) is yet to be copied. */
struct scan {
    struct masker *m;
    struct buf *out; /* NULL: names are learnt, nothing is written */
    const char *text, *end, *p, *done;
    const char *token_end;       /* of the token that p is in, if it is behind p */
    const char *host, *host_end; /* of the line's prefix */
    const char *folder;          /* a directory's name here is a user's: /vmail/x.org/joe */
    const char *mark[2];         /* the caller's two places, NULL when passed */
    size_t to[2];
    bool advice; /* the text is the data's: words that they do not know were filled in */
};

/* --- words and characters */

/* Is the text one of the words, lower case with a blank between them, case-blind? */
static inline bool mask_one_of(struct span text, const char *words)
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

/* Does the word, lower case, stand right before p? */
static inline bool mask_preceded(const struct scan *s, const char *word)
{
    return ends(s->text, (size_t)(s->p - s->text), word);
}

/* The byte before p; a blank at the start. */
static inline char mask_before(const struct scan *s, const char *p)
{
    return p > s->text ? p[-1] : ' ';
}

/* Is the character in a set, whose two words have a bit for each of ASCII? */
static inline bool mask_in(char c, uint64_t low, uint64_t high)
{
    unsigned char u = (unsigned char)c;

    return u < 64 ? low >> u & 1 : u < 128 && (high >> (u - 64) & 1);
}

/* The bit of a character in its word of a set. */
#define MASK_BIT(c) (1ull << ((c)&63))

#define MASK_DIGITS  (0x3ffull << '0')
#define MASK_LETTERS (0x3ffffffull << ('A' & 63) | 0x3ffffffull << ('a' & 63))

/* May it stand in a name? */
static inline bool mask_is_name_char(char c)
{
    return (unsigned char)c >= 0x80 ||
           mask_in(c, MASK_DIGITS | MASK_BIT('.') | MASK_BIT('-'), MASK_LETTERS | MASK_BIT('_'));
}

/* Bytes at p of a character that may stand in a name: "\xe9" is one; 0: none. */
static inline size_t mask_name_unit(const char *p, const char *end)
{
    if (p == end)
        return 0;
    if (mask_is_name_char(*p))
        return 1;
    return *p == '\\' && end - p >= 4 && p[1] == 'x' && is_alnum(p[2]) && is_alnum(p[3]) ? 4 : 0;
}

/* Likewise, in an unquoted local part: atext of RFC 5322, and the dot. */
static inline size_t mask_local_unit(const char *p, const char *end)
{
    if (p < end && mask_in(*p,
                           MASK_BIT('!') | MASK_BIT('#') | MASK_BIT('$') | MASK_BIT('%') |
                               MASK_BIT('&') | MASK_BIT('\'') | MASK_BIT('*') | MASK_BIT('+') |
                               MASK_BIT('/') | MASK_BIT('=') | MASK_BIT('?'),
                           MASK_BIT('^') | MASK_BIT('`') | MASK_BIT('{') | MASK_BIT('|') |
                               MASK_BIT('}') | MASK_BIT('~')))
        return 1;
    return mask_name_unit(p, end);
}

/* Does a value of key=value end here? */
static inline bool mask_is_value_end(char c)
{
    return is_blank(c) || c == '\0' ||
           mask_in(c,
                   MASK_BIT(',') | MASK_BIT(';') | MASK_BIT(':') | MASK_BIT('<') | MASK_BIT('>') |
                       MASK_BIT('(') | MASK_BIT(')') | MASK_BIT('"') | MASK_BIT('\'') |
                       MASK_BIT('&'),
                   MASK_BIT('[') | MASK_BIT(']') | MASK_BIT('\\'));
}

/* --- mask_out.c */

/* Copies what is pending. */
void mask_flush(struct scan *s);

/* Goes behind n bytes whose stand-in was written at from. */
void mask_skip_hidden(struct scan *s, size_t n, size_t from);

/* Writes an entry's stand-in for the next n bytes. */
void mask_hide(struct scan *s, size_t n, uint32_t entry);

/* Looks for the entry's word, whose hash is given, in the rest of the text too. */
void mask_note(struct masker *m, uint32_t entry, uint64_t hash);

/* Looks for the parts of a name, between dots and other marks, if they are no language. */
void mask_note_parts(struct masker *m, uint32_t entry, struct span name);

/* The entry of a user or a host of one label; it is looked for in the rest of the text. */
uint32_t mask_enter_word(struct masker *m, enum space space, struct span text);

/* Writes the first label of the entry's stand-in for the next n bytes. */
void mask_hide_part(struct scan *s, size_t n, uint32_t entry);

/* The next n bytes are such a word: hides it. */
void mask_hide_word(struct scan *s, enum space space, size_t n);

/* --- mask_ip.c */

/* Length of the four numbers at p with sep between them, 0 if there are none. */
size_t mask_read_ip4(const char *p, const char *end, char sep, unsigned octet[4]);

/* Length of the longest IPv6 address at p; 0 if there is none. */
size_t mask_read_ip6(const char *p, const char *end, struct in6_addr *ip);

uint32_t mask_enter_ip4(struct scan *s, const unsigned octet[4]);

/* The next n bytes are those numbers: hides them unless they say nothing. */
void mask_hide_ip4(struct scan *s, size_t n, const unsigned octet[4]);

/* May an IPv6 address begin at p? */
bool mask_begins_ip6(const struct scan *s);

/* Takes the one at p, if it is not the end of something else. */
bool mask_take_ip6(struct scan *s);

/* The one at p within a run that ends at end: "ip-192-0-2-1". */
bool mask_take_inner_ip(struct scan *s, const char *end);

/* --- mask_name.c */

/* Does one of the labels begin at p that DNS names begin with: _dmarc, _domainkey, _25, _tcp? */
bool mask_is_known_label(const char *p, const char *end);

/* Where the name that begins at p ends at the latest. */
const char *mask_run_end(const char *p, const char *limit);

/* The next n bytes are a name: hides it, but for what of it is public. */
void mask_hide_name(struct scan *s, size_t n);

/* A run that is a name of a host or holds one; false if not. */
bool mask_take_dotted(struct scan *s, struct span run);

/* --- mask_word.c */

/* The keys whose values are users; those whose values may be addresses. */
extern const char mask_user_keys[], mask_address_keys[];

/* Is the word one that could be somebody's? */
bool mask_is_name_word(struct span word);

/* Is the word a name that this very text tells of elsewhere?  Then it is hidden. */
bool mask_take_known(struct scan *s, struct span word);

/* A key and its value; false if the run is none. */
bool mask_take_key(struct scan *s, struct span run);

/* A run without a shape of its own that its surroundings give away. */
bool mask_take_word(struct scan *s, struct span run);

/* --- mask_reply.c */

/* A run that the words of a reply tell to be a user or a host: "User joe unknown". */
bool mask_take_told(struct scan *s, struct span run);

/* --- mask_dn.c */

/* p is at a key and "=" of a distinguished name, /O=Acme/CN=Joe: hides the value. */
bool mask_take_dn(struct scan *s, struct span key);

/* --- mask_address.c */

/* Where in the token at p the local part that ends at end begins. */
const char *mask_local_start(const struct scan *s, const char *end);

/* p is at a local part of n bytes, behind which stand an "@" of at bytes and, perhaps, a domain. */
void mask_take_address(struct scan *s, size_t n, size_t at);

/* "<joe@example.org>" with whatever local part, or "<joe>". */
bool mask_take_angle(struct scan *s);

/* A local part in quotes: "joe doe"@example.org; or a person's: "Doe, Joe" <joe@example.org>. */
bool mask_take_quoted(struct scan *s);

/* --- mask_prefix.c */

/* p is at the start of a line: finds the host that a syslog daemon put into it. */
void mask_find_host(struct scan *s);

/* p is at that host. */
void mask_take_host(struct scan *s);

/* --- mask_text.c */

/* Everything up to limit, which may be passed by an IPv6 address or a value. */
void mask_take_runs(struct scan *s, const char *limit);

#endif
