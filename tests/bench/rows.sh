#!/bin/sh
# SPDX-License-Identifier: MIT
#
# rows.sh [TIMES]: what TIMES (10) as many rows cost.  Builds the library a second
# time with synthetic rows beside the real ones and runs the replies benchmark
# with both.  A synthetic row asks for three words in sequence, drawn from the
# words of the real examples, so that it is as hard to tell apart as a real one.
set -eu
times=${1:-10}
dir=build/bench/rows
rm -rf "$dir"
mkdir -p "$dir/data/replies"
cp data/*.tsv "$dir/data/"
cp data/replies/*.tsv "$dir/data/replies/"
cut -f11 data/replies/*.tsv | grep -v '^example$' | grep . > "$dir/examples"
rows=$(wc -l < "$dir/examples")

awk -v want=$((rows * (times - 1))) '
BEGIN { srand(1) }
{
    for (i = 1; i <= NF; i++) {
        w = tolower($i)
        if (w ~ /^[a-z][a-z]+$/ && !(w in seen)) {
            seen[w] = 1
            word[n++] = w
        }
    }
}
function pick() { return word[int(rand() * n)] }
END {
    OFS = "\t"
    print "id", "kind", "code", "pattern", "category", "title", "meaning", "fix", "check", "source", "example"
    for (i = 0; i < want; i++) {
        do {
            p = pick() " " pick() " " pick()
        } while (p in made || length(p) < 12)
        made[p] = 1
        print "synthetic-" i, "wording", "", p, "policy", "", "", "", "", "", "550 " p
    }
}' "$dir/examples" > "$dir/data/replies/synthetic.tsv"
# the providers stand in order of their ids
{ cat data/providers.tsv; printf 'synthetic\t\tgeneric\t\t\n'; } |
    awk 'NR == 1 { print; next } { print | "LC_ALL=C sort" }' > "$dir/data/providers.tsv"

build/swcompile "$dir/data" "$dir/tables.c"
cc=${CC:-cc}
flags="-O2 -std=c11 -D_GNU_SOURCE -Iinclude -Isrc/lib"
$cc $flags -o "$dir/one" tests/bench/replies.c build/libsmtpwhy.a -lpcre2-8
cp build/libsmtpwhy.a "$dir/rest.a"
ar d "$dir/rest.a" tables.o
$cc $flags -Wno-overlength-strings -o "$dir/many" tests/bench/replies.c "$dir/tables.c" \
    "$dir/rest.a" -lpcre2-8
for _ in 1 2 3; do
    printf '%6s rows: ' "$rows"
    "$dir/one" 2 < "$dir/examples"
    printf '%6s rows: ' $((rows * times))
    "$dir/many" 2 < "$dir/examples"
done
