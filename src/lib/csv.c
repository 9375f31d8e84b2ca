/* SPDX-License-Identifier: MIT */
/*
 * Comma-separated values.  A quote that never closes takes the rest of the row.
 */
#include "csv.h"

#include "format.h"

#include <string.h>

/* closing - the quote that ends the cell whose inside begins at p, or end */
static const char *closing(const char *p, const char *end)
{
    while ((p = memchr(p, '"', (size_t)(end - p)))) {
        if (p + 1 == end || p[1] != '"')
            return p;
        p += 2;
    }
    return end;
}

size_t csv_split(struct span row, struct span *cell, size_t max)
{
    const char *p = row.ptr, *end = p + row.len, *q;
    size_t n = 0;

    while (n < max) {
        if (p < end && *p == '"') {
            q = closing(p + 1, end);
            cell[n++] = span_of(p + 1, q);
            p = q < end ? q + 1 : end;
            p = memchr(p, ',', (size_t)(end - p));
        } else {
            q = memchr(p, ',', (size_t)(end - p));
            cell[n++] = span_of(p, q ? q : end);
            p = q;
        }
        if (!p)
            break;
        p++;
    }
    return n;
}

struct span csv_text(struct buf *scratch, struct span cell)
{
    const char *p, *end = cell.ptr + cell.len;
    char *to, *start;

    if (!log_find(cell, "\"\"") || !(start = log_room(scratch, cell.len)))
        return cell;
    for (p = cell.ptr, to = start; p < end; p++) {
        *to++ = *p;
        if (*p == '"' && p + 1 < end && p[1] == '"')
            p++;
    }
    scratch->len += (size_t)(to - start);
    return span_of(start, to);
}
