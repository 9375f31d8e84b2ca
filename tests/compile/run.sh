#!/bin/sh
# SPDX-License-Identifier: MIT
# The table compiler against bad data.  base is a small sound set of tables; each
# cases/NAME holds the files that differ from it (and in remove the name of one
# that is missing) and want: the very lines on standard error.  With any fault the
# exit status is 1 and nothing is written.  Then: the same data make the same
# bytes, whatever the locale, the time zone, the order of the directory.
#
# SWCOMPILE names the program (default: build/swcompile), DATA the tables for the
# last part (default: data); arguments are names of cases.
set -u
here=$(cd "$(dirname "$0")" && pwd)
SWCOMPILE=$(realpath "${SWCOMPILE:-build/swcompile}") || exit 2
DATA=$(realpath "${DATA:-data}") || exit 2
LC_ALL=C TZ=UTC
export LC_ALL TZ
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
passed=0 failed=0

# outcome NAME STATUS: count it
outcome() {
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "not ok: $1"
    fi
}

run_case() {
    dir=$here/cases/$1 bad=0
    rm -rf data out.c
    cp -R "$here/base" data
    (cd "$dir" && find . -name '*.tsv' -exec cp --parents {} "$work/data" \;)
    [ -e "$dir/remove" ] && rm "data/$(cat "$dir/remove")"
    "$SWCOMPILE" data out.c >out 2>err
    got=$?
    [ $got -eq 1 ] || { echo "exit status $got, wanted 1"; bad=1; }
    [ -s out ] && { echo "something on standard output"; bad=1; }
    [ -e out.c ] && { echo "tables were written"; bad=1; }
    cmp -s "$dir/want" err || { diff -u --label wanted --label got "$dir/want" err | cat -v; bad=1; }
    outcome "$1" $bad
}

# same NAME FILE FILE: the same bytes?
same() {
    cmp "$2" "$3"
    outcome "$1" $?
}

other_checks() {
    "$SWCOMPILE" "$here/base" base.c
    outcome "sound base" $?
    for arguments in "" "data" "data out.c more"; do
        # shellcheck disable=SC2086
        "$SWCOMPILE" $arguments >out 2>err
        [ $? -eq 1 ] && [ "$(cat err)" = "usage: swcompile DIRECTORY OUTPUT" ]
        outcome "usage, arguments: $arguments" $?
    done
    "$SWCOMPILE" "$here/base" "$work/missing/out.c" 2>err
    [ $? -eq 1 ] && grep -q "^swcompile: .*/missing/out.c: No such file or directory$" err
    outcome "output that cannot be made" $?
    if [ -w /dev/full ]; then
        "$SWCOMPILE" "$DATA" /dev/full 2>err
        [ $? -eq 1 ] && grep -q "^swcompile: /dev/full: " err
        outcome "output that is full" $?
    fi

    "$SWCOMPILE" "$DATA" first.c || outcome "data" 1
    "$SWCOMPILE" "$DATA" second.c
    same "twice the same bytes" first.c second.c
    for locale in de_DE.UTF-8 tr_TR.UTF-8 C.UTF-8 POSIX; do
        LC_ALL=$locale LANG=$locale TZ=Asia/Kathmandu "$SWCOMPILE" "$DATA" other.c
        same "in the locale $locale" first.c other.c
    done
    mkdir -p elsewhere/replies
    cp "$DATA"/*.tsv elsewhere/
    find "$DATA/replies" -name '*.tsv' | sort -r | while read -r file; do
        cp "$file" elsewhere/replies/
    done
    : >elsewhere/replies/.hidden.tsv
    : >elsewhere/replies/notes.txt
    (cd elsewhere && "$SWCOMPILE" . ../other.c)
    same "from elsewhere, copied in another order" first.c other.c
}

if [ $# -eq 0 ]; then
    for dir in "$here"/cases/*/; do run_case "$(basename "$dir")"; done
    other_checks
else
    for name; do run_case "$name"; done
fi
echo "compile: $passed passed, $failed failed"
[ $failed -eq 0 ]
