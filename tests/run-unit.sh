#!/bin/sh
# SPDX-License-Identifier: MIT
# run-unit.sh PROGRAM...: runs the unit tests, as many at once as there are processors,
# and adds up what they say.  A program that fails, breaks off or tests nothing counts as
# a failure, and so does no program at all, or one that takes longer than five minutes.
# RUN is put before each, such as "valgrind --error-exitcode=99".
set -u
LC_ALL=C TZ=UTC CMOCKA_MESSAGE_OUTPUT=STDOUT
export LC_ALL TZ CMOCKA_MESSAGE_OUTPUT

# run-unit.sh --one DIRECTORY PROGRAM: leaves its output and its exit status there
if [ "${1:-}" = --one ]; then
    limit=
    command -v timeout >/dev/null && limit='timeout 300'
    $limit ${RUN:-} "./$3" >"$2/${3##*/}.out" 2>&1 </dev/null
    echo $? >"$2/${3##*/}.status"
    exit 0
fi

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

count() { grep -c "^\[ *$1 *\]" "$out"; }

[ $# -eq 0 ] || printf '%s\n' "$@" | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" sh "$0" --one "$work"
for program; do
    out=$work/${program##*/}.out status=$(cat "$work/${program##*/}.status")
    good=$(count OK)
    bad=$(($(count RUN) - good))
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then bad=1; fi
    if [ "$bad" -gt 0 ]; then
        grep -v '^\[ *\(RUN\|OK\) *\]' "$out"
        echo "not ok: $program ($good passed, $bad failed, status $status)"
    fi
    passed=$((passed + good)) failed=$((failed + bad))
done
if [ $# -eq 0 ]; then
    echo "not ok: there are no unit tests"
    failed=1
fi
echo "unit: $passed passed, $failed failed ($# programs)"
[ $failed -eq 0 ]
