#!/bin/sh
# SPDX-License-Identifier: MIT
# summary.sh [SIZE...]: how fast whole logs are read, beside the tools that people use.
# Without SIZE: 10M 100M 1G 4G for the cost a line, and 1G for the rest.  Logs are made by
# gen.c, and kept in the directory that BENCH_DIR names (default: build/bench/logs).
# Times are the processor's, user and system, the median of five runs, so that a busy machine
# counts little; wall is the elapsed time of the same run.  SMTPWHY, GEN: the programs.
set -u
SMTPWHY=${SMTPWHY:-./smtpwhy} GEN=${GEN:-build/bench/gen} dir=${BENCH_DIR:-build/bench/logs}
RUNS=${RUNS:-5}
LC_ALL=C
export LC_ALL
mkdir -p "$dir" || exit 2
pattern='status=(bounced|deferred)'

# log SIZE: makes it if it is missing; its name in $log
log() {
    log=$dir/$1.log
    [ -s "$log" ] || "$GEN" "$1" 1 >"$log" 2>"$log.truth" || exit 2
    cat "$log" >/dev/null # into the page cache
}

# run NAME RUNS COMMAND...: one row: processor time, wall, GB/s of each, peak memory
run() {
    name=$1 runs=$2
    shift 2
    command -v "$1" >/dev/null || { printf '%-34s  not installed\n' "$name"; return; }
    i=0
    while [ $i -lt "$runs" ]; do
        /usr/bin/time -f '%U %S %e %M' -o "$dir/time" "$@" >"$dir/out" 2>/dev/null
        tail -1 "$dir/time"
        i=$((i + 1))
    done | sort -n | awk -v name="$name" -v bytes="$(stat -c %s "$log")" -v lines="$lines" '
        { cpu[NR] = $1 + $2; wall[NR] = $3; if ($4 > peak) peak = $4 }
        function median(a, n,   i, j, t) {
            for (i = 2; i <= n; i++)
                for (j = i; j > 1 && a[j] < a[j - 1]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
            return a[int((n + 1) / 2)]
        }
        END {
            c = median(cpu, NR); w = median(wall, NR)
            printf "%-34s  %7.2f s  %7.2f s  %6.2f GB/s  %6.2f GB/s  %6.0f ns  %6.1f MB\n", name, c, w,
                bytes / 1e9 / (c ? c : 0.005), bytes / 1e9 / (w ? w : 0.005), c * 1e9 / lines, peak / 1024
        }'
}

head_line() {
    printf '\n%s\n%-34s  %9s  %9s  %11s  %11s  %9s  %9s\n' "$1" "" processor wall "by proc." "by wall" "a line" memory
}

head_line "Cost a line, --summary --jobs 1"
[ $# -gt 0 ] || set -- 10M 100M 1G 4G
for size; do
    log "$size"
    lines=$(awk '/^lines/ { print $2 }' "$log.truth")
    run "$size, $lines lines" "$RUNS" "$SMTPWHY" --summary --jobs 1 "$log"
done

case $size in 4G) size=1G ;; esac
log "$size"
lines=$(awk '/^lines/ { print $2 }' "$log.truth")
head_line "Beside others, $size"
run "smtpwhy --summary --jobs 1" "$RUNS" "$SMTPWHY" --summary --jobs 1 "$log"
run "smtpwhy --summary --jobs 2" "$RUNS" "$SMTPWHY" --summary --jobs 2 "$log"
run "smtpwhy --summary, from a pipe" "$RUNS" sh -c 'cat "$1" | "$0" --summary' "$SMTPWHY" "$log"
run "smtpwhy --json" "$RUNS" "$SMTPWHY" --json "$log"
run "smtpwhy (annotate)" "$RUNS" "$SMTPWHY" --no-pager "$log"
run "mawk, counting $pattern" 3 mawk "/$pattern/{n++}END{print n}" "$log"
run "rg -c '$pattern'" 3 rg -c "$pattern" "$log"
run "grep -Ec '$pattern'" 3 grep -Ec "$pattern" "$log"
run "pflogsumm" "${PFLOGSUMM_RUNS:-1}" pflogsumm "$log"

# half of the failures go to domains of their own: more than 100,000 different ones
[ -s "$dir/domains.log" ] || "$GEN" 2G 2 10000000 >"$dir/domains.log" 2>"$dir/domains.log.truth"
cat "$dir/domains.log" >/dev/null
log=$dir/domains.log lines=$(awk '/^lines/ { print $2 }' "$dir/domains.log.truth")
head_line "Recipients in $("$SMTPWHY" -s -j "$dir/domains.log" | tr "{" "\n" | grep -c "^\"name\":\"firma-") other domains, 2G"
run "smtpwhy --summary --jobs 1" 3 "$SMTPWHY" --summary --jobs 1 "$log"
run "smtpwhy --summary --jobs 2" 3 "$SMTPWHY" --summary --jobs 2 "$log"
rm -f "$dir/time" "$dir/out"
