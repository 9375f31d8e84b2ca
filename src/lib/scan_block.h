/* SPDX-License-Identifier: MIT */
/*
 * What the ways to scan share: blocks of 64 bytes as bits, the lowest first.
 */
#ifndef SCAN_BLOCK_H
#define SCAN_BLOCK_H

#include "scan.h"

enum { SCAN_BLOCK = 64, SCAN_AHEAD = SCAN_PRINT - 1 };

/* Bytes of a block by their classes; word: letters and digits of ASCII. */
struct scan_classes {
    uint64_t digit, digit245, word, dot, backslash;
};

/* Classes of bytes, by a table for each half of a byte; a class is a bit that both tables have. */
enum {
    CLASS_DIGIT = 1,
    CLASS_LETTER = 2,  /* A-O, and lower case */
    CLASS_LETTER2 = 4, /* P-Z */
    CLASS_DOT = 8,
    CLASS_245 = 16,
    CLASS_BACKSLASH = 32,
    CLASS_WORD = CLASS_DIGIT | CLASS_LETTER | CLASS_LETTER2,
};

extern const uint8_t scan_class_low[16], scan_class_high[16];

/* What reaches from one block of a line into the next. */
struct scan_carry {
    uint64_t digit, word_or_dot, dot, begin, begin245, backslash, three;
};

/* Bits, k places further on, with those of the block before. */
static inline uint64_t scan_back(uint64_t now, uint64_t before, int k)
{
    return now << k | before >> (64 - k);
}

/*
 * Bits at the ends of numbers that have the form of a code (token.c says which) or
 * nearly: three digits alone have theirs on the byte behind them, or on the one behind the full
 * stop behind them; 5.1.1 has it on the first digit behind the second dot.
 */
static inline uint64_t scan_numbers(const struct scan_classes *b, struct scan_carry *c)
{
    uint64_t word_or_dot = b->word | b->dot;
    uint64_t may_begin =
        ~scan_back(word_or_dot, c->word_or_dot, 1) | scan_back(b->backslash, c->backslash, 2);
    uint64_t begin = may_begin & b->digit, begin245 = may_begin & b->digit245;
    uint64_t d1 = scan_back(b->digit, c->digit, 1), d2 = scan_back(b->digit, c->digit, 2);
    uint64_t d3 = scan_back(b->digit, c->digit, 3), d4 = scan_back(b->digit, c->digit, 4);
    uint64_t three = scan_back(begin, c->begin, 3) & d2 & d1 & ~b->word;
    uint64_t before3 = scan_back(b->dot, c->dot, 3) & scan_back(begin245, c->begin245, 4);
    uint64_t before4 = scan_back(b->dot, c->dot, 4) & scan_back(begin245, c->begin245, 5);
    uint64_t before5 = scan_back(b->dot, c->dot, 5) & scan_back(begin245, c->begin245, 6);
    uint64_t hits = (three & ~b->dot) | (scan_back(three & b->dot, c->three, 1) & ~b->digit);

    hits |= b->digit & scan_back(b->dot, c->dot, 1) & d2 &
            (before3 | (d3 & before4) | (d3 & d4 & before5));
    *c = (struct scan_carry){ b->digit, word_or_dot,  b->dot,        begin,
                              begin245, b->backslash, three & b->dot };
    return hits;
}

/* The places of the bits, from that one on, to the array; returns where the next ones go. */
static inline uint16_t *scan_places(uint64_t bits, size_t from, uint16_t *to)
{
    for (; bits; bits &= bits - 1)
        *to++ = (uint16_t)(from + (size_t)__builtin_ctzll(bits));
    return to;
}

/* The same for bits that are seldom more than one: whether there is one, nobody can guess. */
static inline uint16_t *scan_places_few(uint64_t bits, size_t from, uint16_t *to)
{
    *to = (uint16_t)(from + (size_t)__builtin_ctzll(bits | (uint64_t)1 << 63));
    to += bits != 0;
    return scan_places(bits & (bits - 1), from, to);
}

/* Copies the text's last bytes, from at on, to where 64 of them may be looked at. */
const unsigned char *scan_tail(const struct scan *s, uint32_t at,
                               unsigned char tail[SCAN_BLOCK + SCAN_AHEAD]);

/* Is a hit, on the byte at p, more than the process id of "smtp[811]"? */
bool scan_is_code(const struct scan *s, uint32_t p);

/* Where the mark of that set begins, in the line in hand, whose fingerprint is at p, if any. */
uint32_t scan_mark_at(const struct scan *s, enum scan_set set, uint32_t p);

/* A way: what it does 64 bytes at once. */
struct scan_eyes {
    /* The places of so many blocks: of newlines, and where marks of Postfix may be. */
    void (*look)(struct scan *s, const unsigned char *text, size_t blocks);
    /* In the line in hand, is there a mark of other formats, or what may be a code? */
    bool (*may_report)(const struct scan *s, uint32_t end);
};

extern const struct scan_eyes scan_avx2, scan_ssse3;

#endif
