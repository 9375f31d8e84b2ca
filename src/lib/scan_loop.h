/* SPDX-License-Identifier: MIT */
/*
 * The scanner's loop, included once for each way: SCAN_NAME(x) makes names, SCAN_TARGET is
 * their attribute, SCAN_TABLES what SCAN_NAME(prepare) makes of the scanner.
 * SCAN_NAME(newlines), SCAN_NAME(marks) and SCAN_NAME(classes) turn 64 bytes of text
 * (and, for marks, two more) into bits.
 */

/* may_report - in the line in hand, is there a mark of other formats, or what may be a code? */
SCAN_TARGET static bool SCAN_NAME(may_report)(const struct scan *s, const SCAN_TABLES *tables,
                                              uint32_t end)
{
    unsigned char tail[SCAN_BLOCK + SCAN_AHEAD];
    struct scan_carry carry = { 0 };
    struct scan_classes classes;
    uint32_t at, p;

    for (at = s->start; at <= end; at += SCAN_BLOCK) {
        const unsigned char *text = s->text + at;
        uint64_t hits;

        if (s->len - at < sizeof tail)
            text = scan_tail(s, at, tail);
        SCAN_NAME(classes)(tables, text, &classes);
        for (hits = scan_numbers(&classes, &carry); hits; hits &= hits - 1) {
            p = at + (uint32_t)__builtin_ctzll(hits);
            if (p <= end && scan_is_code(s, p))
                return true;
        }
        for (hits = SCAN_NAME(marks)(tables, SCAN_OTHER, text); hits; hits &= hits - 1) {
            p = at + (uint32_t)__builtin_ctzll(hits);
            if (p < end && scan_is_mark(s, SCAN_OTHER, p))
                return true;
        }
    }
    return false;
}

/* end_line - hand the line over if it may report something */
SCAN_TARGET static inline size_t SCAN_NAME(end_line)(struct scan *s, const SCAN_TABLES *tables,
                                                     uint32_t end, struct scan_line *out)
{
    if (s->mark == SCAN_NO_MARK && (s->quiet || !SCAN_NAME(may_report)(s, tables, end)))
        return 0;
    *out = (struct scan_line){ s->start, end, s->mark, s->lines, s->quiet ? s->start + s->tag : 0 };
    return 1;
}

/* take_marks - the first mark among those that may be */
SCAN_TARGET static inline void SCAN_NAME(take_marks)(struct scan *s, uint64_t bits)
{
    for (; bits && s->mark == SCAN_NO_MARK; bits &= bits - 1) {
        uint32_t p = s->at + (uint32_t)__builtin_ctzll(bits);

        if (p < s->len && scan_is_mark(s, SCAN_POSTFIX, p))
            s->mark = p;
    }
}

/* loop - see scan_next() */
SCAN_TARGET static size_t SCAN_NAME(loop)(struct scan *s, struct scan_line *out, size_t max)
{
    const SCAN_TABLES tables = SCAN_NAME(prepare)(s->scanner);
    unsigned char tail[SCAN_BLOCK + SCAN_AHEAD];
    size_t n = 0;

    for (; s->at < s->len && n + SCAN_BLOCK <= max; s->at += SCAN_BLOCK) {
        const unsigned char *text = s->text + s->at;
        uint64_t newlines, marks;

        if (s->len - s->at < sizeof tail)
            text = scan_tail(s, s->at, tail);
        newlines = SCAN_NAME(newlines)(text);
        marks = SCAN_NAME(marks)(&tables, SCAN_POSTFIX, text);
        for (; newlines; newlines &= newlines - 1) {
            uint64_t line = newlines ^ (newlines - 1); /* up to it, and with it */
            uint32_t end = s->at + (uint32_t)__builtin_ctzll(newlines);

            if (marks & line)
                SCAN_NAME(take_marks)(s, marks & line);
            n += SCAN_NAME(end_line)(s, &tables, end, out + n);
            marks &= ~line;
            s->lines++;
            scan_begin_line(s, end + 1);
        }
        if (marks)
            SCAN_NAME(take_marks)(s, marks);
    }
    if (s->at >= s->len && s->start < s->len && n < max) {
        n += SCAN_NAME(end_line)(s, &tables, s->len, out + n);
        s->start = s->len;
    }
    return n;
}
