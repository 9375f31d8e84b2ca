#!/bin/sh
# SPDX-License-Identifier: MIT
# run-unit.sh PROGRAM...: runs the unit tests and adds up what they say.  A program
# that fails, breaks off or tests nothing counts as a failure, and so does no
# program at all, or one that takes longer than five minutes.  RUN is put before each,
# such as "valgrind --error-exitcode=99".
set -u
LC_ALL=C TZ=UTC CMOCKA_MESSAGE_OUTPUT=STDOUT
export LC_ALL TZ CMOCKA_MESSAGE_OUTPUT
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
limit=
command -v timeout >/dev/null && limit='timeout 300'

count() { grep -c "^\[ *$1 *\]" "$work/out"; }

for program; do
    $limit ${RUN:-} "./$program" >"$work/out" 2>&1 </dev/null
    status=$?
    good=$(count OK)
    bad=$(($(count RUN) - good))
    if [ "$bad" -eq 0 ] && { [ $status -ne 0 ] || [ "$good" -eq 0 ]; }; then bad=1; fi
    if [ "$bad" -gt 0 ]; then
        grep -v '^\[ *\(RUN\|OK\) *\]' "$work/out"
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
