/* SPDX-License-Identifier: MIT */
/*
 * A way to scan, included once for each: SCAN_NAME(x) makes names, SCAN_TARGET is
 * their attribute, SCAN_TABLES what SCAN_NAME(prepare) makes of the scanner.
 * SCAN_NAME(newlines), SCAN_NAME(postfix), SCAN_NAME(others) and SCAN_NAME(classes) turn 64 bytes
 * of text (and, for marks, those behind) into bits.
 */

SCAN_TARGET static bool SCAN_NAME(may_report)(const struct scan *s, uint32_t end)
{
    const SCAN_TABLES tables = SCAN_NAME(prepare)(s->scanner);
    unsigned char tail[SCAN_BLOCK + SCAN_AHEAD];
    struct scan_carry carry = { 0 };
    struct scan_classes classes;
    uint32_t at, p;

    for (at = s->start; at <= end; at += SCAN_BLOCK) {
        const unsigned char *text = s->text + at;
        uint64_t hits;

        if (s->len - at < sizeof tail)
            text = scan_tail(s, at, tail);
        SCAN_NAME(classes)(&tables, text, &classes);
        for (hits = scan_numbers(&classes, &carry); hits; hits &= hits - 1) {
            p = at + (uint32_t)__builtin_ctzll(hits);
            if (p <= end && scan_is_code(s, p))
                return true;
        }
        for (hits = SCAN_NAME(others)(&tables, text); hits; hits &= hits - 1) {
            p = at + (uint32_t)__builtin_ctzll(hits);
            if (p < end && scan_mark_at(s, SCAN_OTHER, p) != SCAN_NO_MARK)
                return true;
        }
    }
    return false;
}

SCAN_TARGET static void SCAN_NAME(look)(struct scan *s, const unsigned char *text, size_t blocks)
{
    const SCAN_TABLES tables = SCAN_NAME(prepare)(s->scanner);
    uint16_t *newline = s->newlines.at, *mark = s->marks.at;
    size_t from;

    for (from = 0; from < blocks * SCAN_BLOCK; from += SCAN_BLOCK) {
        uint64_t marks = SCAN_NAME(postfix)(&tables, text + from);

        newline = scan_places_few(SCAN_NAME(newlines)(text + from), from, newline);
        if (marks)
            mark = scan_places(marks, from, mark);
    }
    s->newlines.n = (size_t)(newline - s->newlines.at);
    s->marks.n = (size_t)(mark - s->marks.at);
}

#undef SCAN_TARGET
#undef SCAN_TABLES
#undef SCAN_NAME
