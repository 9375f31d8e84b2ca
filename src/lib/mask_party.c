/* SPDX-License-Identifier: MIT */
/*
 * Masking: recipients, senders and hosts, which are known for what they are: nothing of
 * them stays, whatever their form, but words for nobody and what of a name is public.
 */
#include "mask_scan.h"

/* is_nobody - what stands where nobody is named */
static bool is_nobody(struct span party)
{
    static const char words[] = "unknown localhost local none virtual <>";

    return party.len == 0 || mask_one_of(party, words);
}

/* add_word - whole, as one word */
static void add_word(struct masker *m, struct buf *out, enum space space, struct span word)
{
    standins_add(&m->table, mask_enter_word(m, space, word), out);
}

/* add_host - a name, an address, or both */
static void add_host(struct masker *m, struct buf *out, struct span host)
{
    unsigned octet[4];
    struct in6_addr ip6;
    const char *end = host.ptr + host.len;
    bool known = is_host_shape(host) || memchr(host.ptr, '[', host.len) ||
                 mask_read_ip4(host.ptr, end, '.', octet) > 0 ||
                 mask_read_ip6(host.ptr, end, &ip6) > 0;

    if (is_nobody(host))
        buf_add(out, host.ptr, host.len);
    else if (known)
        masker_text(m, out, host, NULL, NULL);
    else
        add_word(m, out, SPACE_WORD, host);
}

/* add_domain - what stands behind the "@" of an address */
static void add_domain(struct masker *m, struct buf *out, struct span domain)
{
    uint64_t hash = standins_hash(&m->table, domain);
    uint32_t e;

    if (!is_host_shape(domain)) {
        add_host(m, out, domain);
        return;
    }
    e = standins_enter_hash(&m->table, SPACE_NAME, hash, KIND_DOMAIN, NOT_FOUND);
    mask_note(m, e, hash);
    mask_note_parts(m, e, domain);
    standins_add(&m->table, e, out);
}

void masker_party(struct masker *m, struct buf *out, enum space space, struct span party)
{
    const char *end = party.ptr + party.len, *at = memrchr(party.ptr, '@', party.len);

    m->learning = true;
    if (is_nobody(party)) {
        buf_add(out, party.ptr, party.len);
    } else if (space == SPACE_NAME) {
        add_domain(m, out, party);
    } else if (space == SPACE_WORD) {
        add_host(m, out, party);
    } else if (!at || at == party.ptr) {
        add_word(m, out, SPACE_USER, party);
    } else {
        add_word(m, out, SPACE_USER, span_of(party.ptr, at));
        buf_putc(out, '@');
        if (at + 1 < end)
            add_domain(m, out, span_of(at + 1, end));
    }
    m->learning = false;
}
