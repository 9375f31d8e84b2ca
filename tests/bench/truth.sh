#!/bin/sh
# SPDX-License-Identifier: MIT
# truth.sh [SIZE]: does a summary of a generated log come to exactly what the generator
# counted (gen.c), however it is read: from a file, a pipe, by threads, in parts that
# are added up, by GNU parallel where it is installed?  SMTPWHY and GEN name the programs.
set -u
SMTPWHY=$(realpath "${SMTPWHY:-./smtpwhy}") GEN=$(realpath "${GEN:-build/bench/gen}") || exit 2
LC_ALL=C TZ=UTC
export LC_ALL TZ
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
passed=0 failed=0

# is NAME: does file got equal file wanted?
is() {
    if cmp -s wanted got; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "not ok: $1"
        diff wanted got | cut -c1-300 | head -20
    fi
}

# numbers: the summary on standard input as the generator writes its truth
numbers() {
    tr '{,' '\n\n' | awk -F: '
        { gsub(/"/, "") }
        /^(lines|delivered|deferred|bounced|rejected|messages|deferred_messages):/ && !done[$1]++ { print $1, $2 }
        $1 == "reply" { reply = $2 == "null" ? "-" : $2 }
        $1 == "enhanced" { enhanced = $2 == "null" ? "-" : $2 }
        $1 == "count" && reply != "" { n[reply " " enhanced] += $2; reply = "" }
        END { for (code in n) print "code", code, n[code] }' | sort
}

# the log's replies without an enhanced code have that of dsn=, 5.0.0
for seed in 1 2 3; do
    "$GEN" "${1:-2M}" $seed >log 2>truth
    sed 's/^code 550 - /code 550 5.0.0 /' truth | sort >wanted
    "$SMTPWHY" --summary --json log | numbers >got
    is "seed $seed: what the generator counted"
    "$SMTPWHY" -s -j --jobs 1 log >wanted
    "$SMTPWHY" -s -j --jobs 2 log >got
    is "seed $seed: two threads"
    "$SMTPWHY" -s -j --jobs 7 log >got
    is "seed $seed: seven threads"
    cat log | "$SMTPWHY" -s -j >got
    is "seed $seed: a pipe"
    split -n l/5 log part.
    for part in part.a?; do "$SMTPWHY" -s -j "$part" >"$part.json"; done
    "$SMTPWHY" --merge --json part.a?.json >got
    is "seed $seed: parts"
    cat part.a?.json | "$SMTPWHY" --merge --json >got
    is "seed $seed: parts on standard input"
    "$SMTPWHY" --merge --json wanted >got
    is "seed $seed: stored and read again"
    if command -v parallel >/dev/null; then
        parallel -k --pipepart -a log --block 300k "$SMTPWHY" --summary --json 2>err |
            "$SMTPWHY" --merge --json >got
        is "seed $seed: GNU parallel"
    else
        echo "truth: GNU parallel is not installed: passed over"
    fi
    for by in reason category code provider domain host hour; do
        "$SMTPWHY" -s --by $by log >wanted
        "$SMTPWHY" --merge --by $by part.a?.json >got
        is "seed $seed: parts, as a text by $by"
    done
    rm -f part.*
done

# a thread that has few outcomes is done before the other, and takes half of what is left there;
# log holds what seed 3 made
while [ "$(stat -c %s log)" -lt 90000000 ]; do cat log log >twice && mv twice log; done
quiet='Sep  1 00:00:00 mx1 postfix/smtpd[123]: connect from mail.example.com[192.0.2.1]'
{ yes "$quiet" | head -c 90000000; head -c 90000000 log; } >far
"$SMTPWHY" -s -j --jobs 1 far >wanted
for jobs in 2 3; do
    "$SMTPWHY" -s -j --jobs $jobs far >got
    is "a part that is soon done: $jobs threads"
done
echo "truth: $passed passed, $failed failed"
[ $failed -eq 0 ]
