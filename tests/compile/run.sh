#!/bin/sh
# SPDX-License-Identifier: MIT
# The table compiler against bad data.  base is a small sound set of tables; each
# cases/NAME holds the files that differ from it (and in remove the name of one
# that is missing) and want: the very lines on standard error.  With any fault the
# exit status is 1 and nothing is written.  Then: the same data make the same
# bytes, whatever the locale, the time zone, the order of the directory.
#
# And swnotices, against its own table with one line changed.
#
# SWCOMPILE and SWNOTICES name the programs (default: build/swcompile, build/swnotices), DATA the
# tables for the last parts (default: data); arguments are names of cases.
set -u
here=$(cd "$(dirname "$0")" && pwd)
SWCOMPILE=$(realpath "${SWCOMPILE:-build/swcompile}") || exit 2
SWNOTICES=$(realpath "${SWNOTICES:-build/swnotices}") || exit 2
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

# notices NAME SED WANTED: what sed makes of the table is refused, first of all in these words
notices() {
    sed "$2" "$DATA/notices.tsv" >notices.tsv
    rm -f out.c
    "$SWNOTICES" notices.tsv out.c >out 2>err
    [ $? -eq 1 ] && [ ! -s out ] && [ ! -e out.c ] && [ "$(head -n 1 err)" = "$3" ] || {
        head -n 1 err
        false
    }
    outcome "notices: $1" $?
}

notice_checks() {
    notices "list out of order" '8s/^daemons/machines/' \
        'notices.tsv:8:1: list: "machines" does not stand here'
    notices "list missing" '/^before_code/d' \
        "notices.tsv:$(grep -n '^client_marks' "$DATA/notices.tsv" | cut -d: -f1):1: list: no row behind this is of \"before_code\""
    notices "phrase too short" '8s/^daemons\t/&x | /' 'notices.tsv:8:9: phrases: "x" is too short'
    notices "phrase in capitals" '8s/^daemons\t/&Daemon | /' \
        'notices.tsv:8:9: phrases: "Daemon" is not in lower case'
    notices "phrase twice" '8s/^daemons\t/&some | some | /' \
        'notices.tsv:8:16: phrases: "some" stands twice'
    notices "example without a phrase" '8s/^daemons\t.*\t\(.*\t\)/daemons\tsome | more\tnone\t/' \
        'notices.tsv:8:21: example: has none of the row'"'s phrases"
    notices "near miss with a phrase" '8s/^daemons\t.*/daemons\tsome | more\tsome\tmore/' \
        'notices.tsv:8:26: near: empty, or has a phrase of its list'
    notices "header" '1s/near/far/' 'notices.tsv:1:22: column 4 of the header is "far", not "near"'
    "$SWNOTICES" missing.tsv out.c 2>err
    [ $? -eq 1 ] && [ "$(cat err)" = "swnotices: missing.tsv: No such file or directory" ]
    outcome "notices: table that is missing" $?
    "$SWNOTICES" "$DATA/notices.tsv" missing/out.c 2>err
    [ $? -eq 1 ] && [ "$(cat err)" = "swnotices: missing/out.c: No such file or directory" ]
    outcome "notices: output that cannot be made" $?
    "$SWNOTICES" "$DATA/notices.tsv" first.c && (cd / && LC_ALL=tr_TR.UTF-8 "$SWNOTICES" "$DATA/notices.tsv" "$work/other.c")
    same "notices: the same bytes" first.c other.c
}

if [ $# -eq 0 ]; then
    for dir in "$here"/cases/*/; do run_case "$(basename "$dir")"; done
    other_checks
    notice_checks
else
    for name; do run_case "$name"; done
fi
echo "compile: $passed passed, $failed failed"
[ $failed -eq 0 ]
