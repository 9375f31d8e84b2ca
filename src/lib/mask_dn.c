/* SPDX-License-Identifier: MIT */
/*
 * Masking: distinguished names, of LDAP and certificates (CN=Joe Doe,OU=people), of
 * Exchange (/O=ACME/OU=SITE/CN=JOE) and X.400 (g=Joe;s=Doe;o=Acme).  Keys of one letter
 * count only between the marks of such a name: Exim's S= is a size.
 */
#include "mask_scan.h"

/* value_end - of a value, which may have blanks in it if another key or the end follows */
static const char *value_end(const char *p, const char *end)
{
    const char *q = p, *blank = NULL, *key;

    if (end - p > MASK_REACH)
        end = p + MASK_REACH;
    for (; q < end && !mask_in(*q,
                               MASK_BIT('/') | MASK_BIT(',') | MASK_BIT(';') | MASK_BIT('"') |
                                   MASK_BIT('<') | MASK_BIT('>') | MASK_BIT('\'') | MASK_BIT('\n') |
                                   MASK_BIT('\r') | MASK_BIT('='),
                               MASK_BIT('[') | MASK_BIT(']') | MASK_BIT('\\'));
         q++)
        if (!blank && *q == ' ')
            blank = q;
    if (!blank)
        return q;
    if (q == end || (*q != '/' && *q != ',' && *q != ';'))
        return blank;
    for (key = q + 1; key < end && is_alpha(*key); key++)
        ;
    return key > q + 1 && key < end && *key == '=' ? q : *q == '/' || *q == ';' ? q : blank;
}

bool mask_take_dn(struct scan *s, struct span key)
{
    const char *p = key.ptr + key.len, *end;
    char last = mask_before(s, key.ptr);
    bool between = last == '/' || last == ',' || last == ';' || last == ':';

    if (p == s->end || *p != '=' ||
        !(mask_one_of(key, "cn ou uid dc prmd") ||
          (between && mask_one_of(key, "o g s p gn sn i"))))
        return false;
    p++;
    end = value_end(p, s->end);
    if (end == p || is_host_shape(span_of(p, end)) || *p == '*' ||
        memchr(p, '@', (size_t)(end - p)) || (end < s->end && (*end == '@' || *end == '=')) ||
        !mask_is_name_word(span_of(p, end)))
        return false;
    s->p = p;
    mask_hide_word(s, mask_one_of(key, "cn uid g s gn sn") ? SPACE_USER : SPACE_WORD,
                   (size_t)(end - p));
    return true;
}
