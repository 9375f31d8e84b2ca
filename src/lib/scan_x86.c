/* SPDX-License-Identifier: MIT */
/*
 * The scanner's ways on x86-64: 32 bytes at once with AVX2, 16 with SSSE3.  Each is
 * compiled for its machine by an attribute, so that one program runs on all.
 */
#include "scan_block.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2  __attribute__((target("avx2,bmi")))
#define SSSE3 __attribute__((target("ssse3")))

#define INLINE static inline __attribute__((always_inline))

/* The tables, those in use in registers: of Postfix's marks, of the others, of the classes. */
struct tables32 {
    __m256i postfix[SCAN_PRINT], low[3], high[3], class_low, class_high;
};

AVX2 INLINE __m256i table32(const uint8_t *table)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

AVX2 INLINE struct tables32 avx2_prepare(const struct scanner *s)
{
    struct tables32 t = { .class_low = table32(scan_class_low),
                          .class_high = table32(scan_class_high) };
    int k;

    for (k = 0; k < SCAN_PRINT; k++)
        t.postfix[k] = table32(s->prints[SCAN_POSTFIX].low[k]);
    for (k = 0; k < 3; k++) {
        t.low[k] = table32(s->prints[SCAN_OTHER].low[k]);
        t.high[k] = table32(s->prints[SCAN_OTHER].high[k]);
    }
    return t;
}

AVX2 INLINE __m256i load32(const unsigned char *text)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)text);
}

/* both32 - the bits that both tables have for a byte */
AVX2 INLINE __m256i both32(__m256i low, __m256i high, __m256i v)
{
    const __m256i nibble = _mm256_set1_epi8(15);

    return _mm256_and_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(v, nibble)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble)));
}

/* postfix32 - the shuffle itself looks at the low nibble alone, and finds nothing from 128 on */
AVX2 INLINE __m256i postfix32(const struct tables32 *t, const unsigned char *text)
{
    __m256i m = _mm256_shuffle_epi8(t->postfix[0], load32(text));

    m = _mm256_and_si256(m, _mm256_shuffle_epi8(t->postfix[1], load32(text + 1)));
    m = _mm256_and_si256(m, _mm256_shuffle_epi8(t->postfix[2], load32(text + 2)));
    return _mm256_and_si256(m, _mm256_shuffle_epi8(t->postfix[3], load32(text + 3)));
}

AVX2 INLINE __m256i other32(const struct tables32 *t, const unsigned char *text)
{
    __m256i m = both32(t->low[0], t->high[0], load32(text));

    m = _mm256_and_si256(m, both32(t->low[1], t->high[1], load32(text + 1)));
    return _mm256_and_si256(m, both32(t->low[2], t->high[2], load32(text + 2)));
}

/* is bit k, is any bit set of each byte? */
#define CLASS32(v, k) ((uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(v, 7 - (k))))
#define ANY32(v)      (~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_setzero_si256())))

AVX2 INLINE uint64_t avx2_postfix(const struct tables32 *t, const unsigned char *text)
{
    __m256i low = postfix32(t, text), high = postfix32(t, text + 32),
            both = _mm256_or_si256(low, high);

    if (_mm256_testz_si256(both, both))
        return 0;
    return ANY32(low) | (uint64_t)ANY32(high) << 32;
}

AVX2 INLINE uint64_t avx2_others(const struct tables32 *t, const unsigned char *text)
{
    return ANY32(other32(t, text)) | (uint64_t)ANY32(other32(t, text + 32)) << 32;
}

AVX2 INLINE uint32_t newlines32(const unsigned char *text)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(load32(text), _mm256_set1_epi8('\n')));
}

AVX2 INLINE uint64_t avx2_newlines(const unsigned char *text)
{
    return newlines32(text) | (uint64_t)newlines32(text + 32) << 32;
}

AVX2 INLINE void half_classes(const struct tables32 *t, const unsigned char *text, int shift,
                              struct scan_classes *out)
{
    __m256i class = both32(t->class_low, t->class_high, load32(text));

    out->digit |= (uint64_t)CLASS32(class, 0) << shift;
    out->dot |= (uint64_t)CLASS32(class, 3) << shift;
    out->digit245 |= (uint64_t)CLASS32(class, 4) << shift;
    out->backslash |= (uint64_t)CLASS32(class, 5) << shift;
    out->word |= (uint64_t)ANY32(_mm256_and_si256(class, _mm256_set1_epi8(CLASS_WORD))) << shift;
}

AVX2 INLINE void avx2_classes(const struct tables32 *t, const unsigned char *text,
                              struct scan_classes *out)
{
    *out = (struct scan_classes){ 0 };
    half_classes(t, text, 0, out);
    half_classes(t, text + 32, 32, out);
}

struct tables16 {
    __m128i postfix[SCAN_PRINT], low[3], high[3], class_low, class_high;
};

SSSE3 INLINE __m128i load16(const void *text)
{
    return _mm_loadu_si128((const __m128i *)text);
}

SSSE3 INLINE struct tables16 ssse3_prepare(const struct scanner *s)
{
    struct tables16 t = { .class_low = load16(scan_class_low),
                          .class_high = load16(scan_class_high) };
    int k;

    for (k = 0; k < SCAN_PRINT; k++)
        t.postfix[k] = load16(s->prints[SCAN_POSTFIX].low[k]);
    for (k = 0; k < 3; k++) {
        t.low[k] = load16(s->prints[SCAN_OTHER].low[k]);
        t.high[k] = load16(s->prints[SCAN_OTHER].high[k]);
    }
    return t;
}

SSSE3 INLINE __m128i both16(__m128i low, __m128i high, __m128i v)
{
    const __m128i nibble = _mm_set1_epi8(15);

    return _mm_and_si128(_mm_shuffle_epi8(low, _mm_and_si128(v, nibble)),
                         _mm_shuffle_epi8(high, _mm_and_si128(_mm_srli_epi16(v, 4), nibble)));
}

SSSE3 INLINE __m128i postfix16(const struct tables16 *t, const unsigned char *text)
{
    __m128i m = _mm_shuffle_epi8(t->postfix[0], load16(text));

    m = _mm_and_si128(m, _mm_shuffle_epi8(t->postfix[1], load16(text + 1)));
    m = _mm_and_si128(m, _mm_shuffle_epi8(t->postfix[2], load16(text + 2)));
    return _mm_and_si128(m, _mm_shuffle_epi8(t->postfix[3], load16(text + 3)));
}

SSSE3 INLINE __m128i other16(const struct tables16 *t, const unsigned char *text)
{
    __m128i m = both16(t->low[0], t->high[0], load16(text));

    m = _mm_and_si128(m, both16(t->low[1], t->high[1], load16(text + 1)));
    return _mm_and_si128(m, both16(t->low[2], t->high[2], load16(text + 2)));
}

#define CLASS16(v, k) ((uint64_t)(uint16_t)_mm_movemask_epi8(_mm_slli_epi16(v, 7 - (k))))
#define ANY16(v)      ((uint64_t)(uint16_t)~_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_setzero_si128())))

SSSE3 INLINE uint64_t ssse3_postfix(const struct tables16 *t, const unsigned char *text)
{
    uint64_t bits = 0;
    int i;

    for (i = 0; i < SCAN_BLOCK; i += 16)
        bits |= ANY16(postfix16(t, text + i)) << i;
    return bits;
}

SSSE3 INLINE uint64_t ssse3_others(const struct tables16 *t, const unsigned char *text)
{
    uint64_t bits = 0;
    int i;

    for (i = 0; i < SCAN_BLOCK; i += 16)
        bits |= ANY16(other16(t, text + i)) << i;
    return bits;
}

SSSE3 INLINE uint64_t ssse3_newlines(const unsigned char *text)
{
    const __m128i newline = _mm_set1_epi8('\n');
    uint64_t bits = 0;
    int i;

    for (i = 0; i < SCAN_BLOCK; i += 16)
        bits |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(load16(text + i), newline))
                << i;
    return bits;
}

SSSE3 INLINE void ssse3_classes(const struct tables16 *t, const unsigned char *text,
                                struct scan_classes *out)
{
    int i;

    *out = (struct scan_classes){ 0 };
    for (i = 0; i < SCAN_BLOCK; i += 16, text += 16) {
        __m128i class = both16(t->class_low, t->class_high, load16(text));

        out->digit |= CLASS16(class, 0) << i;
        out->dot |= CLASS16(class, 3) << i;
        out->digit245 |= CLASS16(class, 4) << i;
        out->backslash |= CLASS16(class, 5) << i;
        out->word |= ANY16(_mm_and_si128(class, _mm_set1_epi8(CLASS_WORD))) << i;
    }
}

#define SCAN_TARGET  AVX2
#define SCAN_TABLES  struct tables32
#define SCAN_NAME(x) avx2_##x
#include "scan_look.h"

#define SCAN_TARGET  SSSE3
#define SCAN_TABLES  struct tables16
#define SCAN_NAME(x) ssse3_##x
#include "scan_look.h"

const struct scan_eyes scan_avx2 = { avx2_look, avx2_may_report };
const struct scan_eyes scan_ssse3 = { ssse3_look, ssse3_may_report };

#endif
