#!/bin/sh
# SPDX-License-Identifier: MIT
# The golden files of the command: runs cases/NAME/cmd and compares standard
# output (out), standard error (err) and the exit status (status) as a whole.  A
# missing file stands for nothing printed and for status 0; standard input is the
# file in, or empty.  Then the behaviour that no file can show: behaviour.sh.
#
# SMTPWHY names the program (default: ./smtpwhy); arguments are names of cases.
# UPDATE=1 writes what it gets: read every change before it is committed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
SMTPWHY=$(realpath "${SMTPWHY:-./smtpwhy}") || exit 2
export SMTPWHY
LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
unset TERM NO_COLOR COLUMNS PAGER LESS
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# check NAME FILE: does what was got equal the golden file?
check() {
    golden=$here/cases/$1/$2
    if [ "${UPDATE:-}" ]; then
        if [ -s "$work/$2" ]; then cp "$work/$2" "$golden"; else rm -f "$golden"; fi
    fi
    [ -e "$golden" ] || golden=/dev/null
    cmp -s "$golden" "$work/$2" && return 0
    diff -u --label "$1/$2: wanted" --label "$1/$2: got" "$golden" "$work/$2" | cat -v
    return 1
}

run_case() {
    dir=$here/cases/$1 in=/dev/null
    [ -e "$dir/in" ] && in=$dir/in
    (cd "$dir" && sh ./cmd) <"$in" >"$work/out" 2>"$work/err"
    got=$?
    if [ $got -eq 0 ]; then : >"$work/status"; else echo $got >"$work/status"; fi
    good=yes
    for file in out err status; do check "$1" $file || good=no; done
    if [ $good = yes ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "not ok: $1"
    fi
}

if [ $# -eq 0 ]; then
    for dir in "$here"/cases/*/; do run_case "$(basename "$dir")"; done
    sh "$here/behaviour.sh" "$work" || failed=$((failed + $?))
    passed=$((passed + $(cat "$work/passed")))
else
    for name; do run_case "$name"; done
fi
echo "cli: $passed passed, $failed failed"
[ $failed -eq 0 ]
