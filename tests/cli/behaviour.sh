#!/bin/sh
# SPDX-License-Identifier: MIT
# Behaviour of the command over time, when signals come, on a terminal, and with hostile or
# endless input.  Called by run.sh with a scratch directory, into which it writes the
# number of tests passed; the exit status is the number of those that failed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$1" || exit 99
passed=0 failed=0
line='Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1: to=<lea@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=1, delays=0.1/0/0.2/0.7, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 <lea@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command))'

# is NAME WANTED GOT
is() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3" | cat -v
    fi
}

# same NAME WANTED GOT: two files
same() {
    is "$1" "same" "$(diff "$2" "$3" && echo same)"
}

# wait_for FILE TEXT: up to five seconds; prints yes or no
wait_for() {
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        grep -q -- "$2" "$1" 2>/dev/null && { echo yes; return; }
        sleep 0.5
    done
    echo no
}

# --- a log that grows: each line is out before the next is written
stream() {
    rm -f fifo got
    mkfifo fifo
    "$SMTPWHY" "$@" <fifo >got &
    exec 3>fifo
    printf '%s\n' "$line" >&3
    is "stream $*: first line" yes "$(wait_for got '550.*5\.1\.1')"
    printf '%s\n' "$line" | sed 's/550 5.1.1/552 5.2.2/' >&3
    is "stream $*: second line" yes "$(wait_for got '552.*5\.2\.2')"
    exec 3>&-
    wait $!
    is "stream $*: status" 0 $?
}
stream
stream --json
stream -1

printf '%s\n' "$line" >growing
rm -f got
(tail -n +1 -f growing & echo $! >tail.pid; wait) 2>/dev/null | "$SMTPWHY" >got &
is "tail -f" yes "$(wait_for got 'User unknown')"
printf '%s\n' "$line" | sed 's/550 5.1.1/550 5.2.1/' >>growing
is "tail -f: appended" yes "$(wait_for got '550 5.2.1')"
kill "$(cat tail.pid)"
wait

rm -f got
"$SMTPWHY" --line-buffered <fifo >got &
exec 3>fifo
printf '%s\n' "$line" >&3
is "--line-buffered into a pipe" yes "$(wait_for got 'Your move')"
exec 3>&-
wait

# --- signals
# interrupted NAME SIGNAL STATUS ARGUMENT...: in the middle of a log
interrupted() {
    name=$1 signal=$2 status=$3
    shift 3
    rm -f got # what the test before it left is no answer
    "$SMTPWHY" "$@" <fifo >got 2>err &
    exec 3>fifo
    printf '%s\n' "$line" >&3
    is "$name: before it" yes "$(wait_for got '550.*5\.1\.1')"
    kill "-$signal" $!
    wait $! 2>/dev/null
    is "$name: status" "$status" $?
    is "$name: what was explained stays" 1 "$(grep -c '550 5.1.1' got)"
    is "$name: message" "" "$(cat err)"
    exec 3>&-
}
interrupted "ended in a log" TERM 143 -1
interrupted "its terminal is gone" HUP 129 -1

"$SMTPWHY" -1 <fifo >got 2>err &
exec 3>fifo
printf '%s\n' "$line" >&3
is "stopped: before it" yes "$(wait_for got '550 5\.1\.1')"
kill -STOP $!
printf '%s\n' "$line" | sed 's/550 5.1.1/552 5.2.2/' >&3
kill -CONT $!
is "stopped and continued: goes on" yes "$(wait_for got '552 5\.2\.2')"
exec 3>&-
wait $!
is "stopped and continued: status" 0 $?

mkdir killed
printf '#!/bin/sh\nkill -KILL $$\n' >killed/gzip
chmod +x killed/gzip
printf '%s\n' "$line" | gzip -c >killed/log.gz
is "what unpacks is killed" "smtpwhy: killed/log.gz: the program that unpacks it was killed" \
    "$(PATH=$PWD/killed:$PATH "$SMTPWHY" -1 killed/log.gz 2>&1)"
if env --ignore-signal=CHLD true 2>/dev/null; then # of GNU's only, and so is timeout
    is "the ends of children are ignored: an archive" 1 \
        "$(timeout 20 env --ignore-signal=CHLD "$SMTPWHY" -1 killed/log.gz | grep -c '^550 5.1.1')"
    is "signals for pipes are ignored: an archive without end, of which nobody wants more" 1 \
        "$(yes "$line" | gzip -c | timeout 20 env --ignore-signal=PIPE "$SMTPWHY" -1 2>err | head -n 1 | grep -c '^550 5.1.1')"
    is "the same: message" "" "$(cat err)"
fi

# --- many inputs, some of them odd
mkdir -p many.d/sub/deeper odd
printf '%s\n%s\n' "$line" "$line" >one.log
cp one.log many.d/a.log
cp one.log many.d/sub/b.log
cp one.log many.d/sub/deeper/c.log
mkfifo many.d/endless
ln -s ../.. many.d/sub/round
is "a directory: what a later file repeats" 4 \
    "$("$SMTPWHY" many.d | grep -c '(as in many.d/a.log on line 1)$')"
name=$(printf 'odd/\033[31m\nx.log')
cp one.log "$name"
is "a hostile file name: made safe" 0 "$("$SMTPWHY" "$name" one.log | grep -v '^Nov' | tr -d '\n -~' | wc -c)"
is "a hostile file name: told" 2 "$("$SMTPWHY" "$name" one.log | grep -c 'as in odd/.x1b\[31m.x0ax.log on line 1')"
is "standard input is told by its name" 2 \
    "$("$SMTPWHY" - one.log <one.log | grep -c '(as in standard input on line 1)')"
cp one.log ./-1.log
"$SMTPWHY" -q -- -1.log
is "a name that begins with -: status" 0 $?
gzip -c one.log >one.gz
is "an archive in a pipe" 2 "$(cat one.gz | "$SMTPWHY" -1 | grep -c '^550 5.1.1')"
is "an archive in a pipe, byte by byte" 2 "$({ head -c 1 one.gz; sleep 0.2; tail -c +2 one.gz; } | "$SMTPWHY" -1 | grep -c '^550 5.1.1')"
is "an archive as standard input" 2 "$("$SMTPWHY" -1 <one.gz | grep -c '^550 5.1.1')"
is "an archive in a pipe: counted" "2 lines: 0 delivered (0.0 %), 0 deferred (0.0 %), 2 bounced (100.0 %)." \
    "$(cat one.gz | "$SMTPWHY" --summary | head -n 1)"
head -c 60 one.gz | "$SMTPWHY" -1 >got 2>err
is "an archive in a pipe, cut off: status" 2 $?
is "an archive in a pipe, cut off: message" "smtpwhy: standard input: the archive is damaged or cut off" "$(cat err)"
"$SMTPWHY" --summary --json one.log >part.json
"$SMTPWHY" --merge part.json part.json >merged
gzip -c part.json >part.json.gz
{ printf '\357\273\277'; cat part.json; } >marked.json
mkdir parts && cp part.json.gz marked.json parts
is "summaries of two parts" "4 lines: 0 delivered (0.0 %), 0 deferred (0.0 %), 4 bounced (100.0 %)." "$(head -n 1 merged)"
"$SMTPWHY" --merge part.json.gz marked.json >got 2>err
same "summaries, compressed and with a byte order mark" merged got
cat part.json.gz | "$SMTPWHY" --merge - marked.json >got 2>err
same "a compressed summary in a pipe" merged got
{ cat marked.json marked.json; } | "$SMTPWHY" --merge >got 2>err
same "byte order marks between summaries" merged got
"$SMTPWHY" --merge parts >got 2>err
same "a directory of summaries" merged got
head -c 100 part.json.gz >cut.json.gz
"$SMTPWHY" --merge cut.json.gz >got 2>err
is "a compressed summary, cut off: status" 2 $?
is "a compressed summary, cut off: message" "smtpwhy: cut.json.gz: the archive is damaged or cut off" "$(tail -n 1 err)"
gzip -c one.log >one.json.gz
is "a log is no summary" "smtpwhy: one.json.gz: object 1 is no summary made with smtpwhy --summary --json, or is cut off" \
    "$("$SMTPWHY" --merge one.json.gz 2>&1 >got)"
is "the help fits 80 columns" 0 "$("$SMTPWHY" --help | awk 'length > 80' | wc -l)"
if [ -c /dev/zero ]; then
    is "rules without end" "smtpwhy: /dev/zero: too big" "$("$SMTPWHY" --check-rules /dev/zero 2>&1)"
fi
is "a category named often, before others" 1 \
    "$(yes -- '--category spam' | head -n 70 | xargs sh -c '"$SMTPWHY" -1 "$@" --category user-unknown "550 5.1.1 User unknown"' sh | grep -c user-unknown)"
# offered WORD...: what bash offers for the last of them
offered() {
    bash -c '. "$0"/smtpwhy.bash && COMP_WORDS=("$SMTPWHY" "$@") COMP_CWORD=$# && _smtpwhy "$SMTPWHY" && echo "${COMPREPLY[*]}"' \
        "$here/../../man" "$@" 2>/dev/null
}
if command -v bash >/dev/null && bash -c 'type mapfile compgen' >/dev/null 2>&1; then
    is "completion of an option" --summary "$(offered --su)"
    is "completion of options" "--mask --merge" "$(offered --m | tr ' ' '\n' | sort | xargs)"
    is "completion of a category that codes have" user-unknown "$(offered --category us)"
    is "completion of one that only words have" virus "$(offered --category vi)"
    is "completion of a class" permanent "$(offered --class perm)"
    is "completion of --by" "category code" "$(offered --by c)"
fi
is "its program is not there" "smtpwhy: one.gz: gzip, which would unpack it, is not installed" \
    "$(PATH=/nonexistent "$SMTPWHY" -1 one.gz 2>&1)"

tr '\n' '\r' <one.log >cr.log
is "carriage returns alone: lines" 1 "$("$SMTPWHY" cr.log | grep -c '(as on line 1)$')"
is "carriage returns alone: counted" "2 lines" "$("$SMTPWHY" --summary --jobs 2 cr.log | head -n 1 | cut -d : -f 1)"
{ printf '\377\376'; awk '{ gsub(/./, "&~"); printf "%s%%~", $0 }' one.log | tr '~%' '\000\n'; } >wide.log
is "UTF-16: as UTF-8" "$("$SMTPWHY" one.log)" "$("$SMTPWHY" wide.log)"
is "UTF-16: counted" "2 lines" "$("$SMTPWHY" --summary --jobs 2 wide.log | head -n 1 | cut -d : -f 1)"

# --- output that cannot be written
"$SMTPWHY" -q 550 >&-
is "closed output, but none is needed: status" 0 $?
"$SMTPWHY" 550 >&- 2>/dev/null
is "closed output: status" 2 $?
"$SMTPWHY" <&- 2>err
is "closed input: status" 2 $?
is "closed input: message" "smtpwhy: standard input: Bad file descriptor" "$(cat err)"
"$SMTPWHY" 550 >/dev/full 2>err
is "full disk: status" 2 $?
is "full disk: message" "smtpwhy: standard output: No space left on device" "$(cat err)"
"$SMTPWHY" --help >/dev/full 2>/dev/null
is "full disk: --help" 2 $?
i=0
while [ $i -lt 2000 ]; do printf '%s\n' "$line"; i=$((i + 1)); done >many
{ "$SMTPWHY" <many 2>err; echo $? >status; } | head -c 1 >/dev/null
is "closed pipe: quiet" "" "$(cat err)"
is "closed pipe: status" 0 "$(cat status)"

# --- hostile input
head -c 3000000 /dev/zero | tr '\0' x >long
{ printf '%s ' "$line"; cat long; printf '\n%s\n' "$line"; } >longline
"$SMTPWHY" longline >got
is "long line: status" 0 $?
is "long line: echoed whole" "$(head -n 1 longline | wc -c)" "$(head -n 1 got | wc -c)"
is "long line: explained" 1 "$(sed -n 2,3p got | grep -c 'permanent')"
is "long line: the next is read" 1 "$(grep -c 'as on line 1' got)"
if (ulimit -v 200000 && "$SMTPWHY" -V) >/dev/null 2>&1; then # not with a sanitizer
    (ulimit -v 200000; head -c 50000000 /dev/zero | tr '\0' y | "$SMTPWHY" 2>/dev/null)
    is "50 MB without a newline, in bounded memory" 1 $?
fi
{ printf '%s\n\n' '<lea@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown'
    i=0
    while [ $i -lt 40000 ]; do echo 'VGhpcyBpcyBhIGxvbmcgYXR0YWNobWVudCBvZiBhIGJvdW5jZWQgbWVzc2FnZS4K'; i=$((i + 1)); done
    printf '%s\n' "$line" | sed 's/550 5.1.1/550 5.2.1/'; } >big
"$SMTPWHY" big >got
is "a paste longer than the window: its head" 1 "$(grep -c '^550 5.1.1  permanent' got)"
is "a paste longer than the window: goes on as lines" 1 "$(grep -c '^  550 5.2.1 permanent' got)"
is "a paste longer than the window: line numbers" 40003 "$("$SMTPWHY" --json big | tail -n 1 | sed 's/.*"line":\([0-9]*\).*/\1/')"
# long - a notice with 2 MB before its report, and the message it returns behind that
long() {
    printf 'From: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n'
    printf 'Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: image/png\n\n'
    i=0
    while [ $i -lt 30000 ]; do echo 'VGhpcyBpcyBhIGxvbmcgYXR0YWNobWVudCBvZiBhIGJvdW5jZWQgbWVzc2FnZS4K'; i=$((i + 1)); done
    printf -- '--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n'
    printf 'Final-Recipient: rfc822; %s@example.org\nAction: failed\nStatus: 5.1.1\n' "$1"
    printf 'Diagnostic-Code: smtp; 550 5.1.1 no %s here\n\n--b\nContent-Type: message/rfc822\n\n' "$1"
    head -c 1500000 /dev/zero | tr '\0' '\n'
    printf -- '--b--\n'
}
long lea >long.eml
"$SMTPWHY" --json long.eml >got 2>err
is "a long message: status" 0 $?
is "a long message: the report is found" 1 "$(grep -c '"text":"no lea here","recipient":"lea@example.org"' got)"
is "a long message: the line's number" 30016 "$(sed 's/.*"line":\([0-9]*\).*/\1/' got)"
is "a long message: nothing that counts was dropped" 0 "$(wc -c <err)"
{ echo 'From x Thu Jan  1 00:00:00 2026'; cat long.eml; echo; echo 'From y Thu Jan  1 00:00:00 2026'; long kim; } | "$SMTPWHY" --json >got 2>err
is "a mailbox of long messages: all are read" "lea kim" "$(sed 's/.*"recipient":"\([a-z]*\)@.*/\1/' got | tr '\n' ' ' | sed 's/ $//')"
is "a mailbox of long messages: the lines' numbers" 1560040 "$(tail -n 1 got | sed 's/.*"line":\([0-9]*\).*/\1/')"
# short - a message of a mailbox, in which the same is said of the same recipient
short() {
    printf 'From x Thu Jan  1 00:00:00 2026\nFrom: MAILER-DAEMON@mx.example.net\nTo: ann@example.net\n'
    printf 'Subject: failure notice\n\n<lea@example.org>: host mx.example.org said: 550 5.1.1 no lea\n\n'
}
{ short; short; short; } >short.mbox
is "a mailbox: each message counts for itself" "6 13 20" "$("$SMTPWHY" --json short.mbox | sed 's/.*"line":\([0-9]*\).*/\1/' | tr '\n' ' ' | sed 's/ $//')"
{ sed '/^--b/,$d' long.eml | sed 's/^Content-Type.*//'; head -c 2000000 /dev/zero | tr '\0' x | fold -w 79; } >long.eml2
"$SMTPWHY" --json long.eml2 >got 2>err
is "a long text: what was not looked at is said" 1 "$(grep -c 'a message longer than 1048576 bytes: [0-9]* bytes of its text were not looked at' err)"
(printf '%s\n' "$line"; sleep 1) | "$SMTPWHY" >got
is "a lone line, and nothing for a while: a log" 1 "$(grep -c '^Nov 22' got)"
"$SMTPWHY" --color=always <"$SMTPWHY" >got 2>err
[ $? -le 1 ]
is "binary junk: no crash" 0 $?
printf '550 5.1.1 no\000such user\000\n' | "$SMTPWHY" >got
is "NUL bytes: status" 0 $?
is "NUL bytes: shown" 1 "$(grep -c 'no\\x00such user\\x00' got)"
printf '\033]0;title\007550 5.1.1 <a@example.com> \033[31mUser unknown\n' | "$SMTPWHY" --json >got
is "escapes: none in JSON" 0 "$(tr -d '\n -~' <got | wc -c)"
printf '550 5.1.1 \377\376 \303 User unknown\n' | "$SMTPWHY" >got
is "bad UTF-8: shown" 1 "$(grep -c '\\xff\\xfe' got)"

# --- on a terminal
if ! script -qec true /dev/null >/dev/null 2>&1; then
    echo "# no script(1): tests on a terminal are left out"
else
    export TERM=xterm
    tty() { script -qec "$1" /dev/null </dev/null 2>/dev/null | tr -d '\r'; }
    escape=$(printf '\033')

    is "tty: colour" 1 "$(tty "$SMTPWHY --no-pager -1 550" | grep -c "${escape}\[1;31mpermanent")"
    is "tty: NO_COLOR" 0 "$(NO_COLOR=1 tty "$SMTPWHY --no-pager 550" | grep -c "$escape")"
    is "tty: empty NO_COLOR" 1 "$(NO_COLOR='' tty "$SMTPWHY -1 550" | grep -c "$escape")"
    is "tty: TERM=dumb" 0 "$(TERM=dumb tty "$SMTPWHY --no-pager 550" | grep -c "$escape")"
    is "tty: --color=never" 0 "$(tty "$SMTPWHY --no-pager --color=never 550" | grep -c "$escape")"
    is "tty: no colour in JSON" 0 "$(tty "$SMTPWHY --json 550" | grep -c "$escape")"
    printf '%s\n' "$line evil ${escape}]0;x" "$line" >evil
    is "tty: echoed lines are made safe" 1 "$(tty "$SMTPWHY --color=never evil" | grep -c 'evil \\x1b\]0;x')"
    is "tty: nothing else passes" 0 "$(tty "$SMTPWHY --color=never evil" | grep -c "$escape")"
    printf '\357\273\277%s\t\342\200\213end\n%s\n' "$line" "$line" >marked
    is "tty: a byte order mark is left out, a tab stays" 1 \
        "$(tty "$SMTPWHY --color=never marked" | grep -c "^Nov.*	.xe2.x80.x8bend\$")"
    is "tty: short help, status" "status 2" \
        "$(tty "$SMTPWHY; echo status \$?" | tail -n 1)"
    is "tty: pager" "paged" "$(PAGER='echo paged' tty "stty rows 10 cols 80; $SMTPWHY 550")"
    is "tty: short output is not paged" 0 "$(PAGER='echo paged' tty "stty rows 90 cols 80; $SMTPWHY 550" | grep -c paged)"
    is "tty: --no-pager" 0 "$(PAGER='echo paged' tty "stty rows 10 cols 80; $SMTPWHY --no-pager 550" | grep -c paged)"
    is "tty: no pager for logs" 0 "$(PAGER='echo paged' tty "stty rows 10 cols 80; $SMTPWHY many" | grep -c paged)"
    is "tty: a pager that is not there" 1 \
        "$(PAGER=/nonexistent tty "stty rows 10 cols 80; $SMTPWHY --color=never 550" | grep -c '^550  permanent')"
    is "tty: a pager that leaves before it has read all" "status 0" \
        "$(PAGER=true tty "stty rows 10 cols 40; $SMTPWHY --search e; echo status \$?" | tail -n 1)"
    is "tty: an interrupt is the pager's, smtpwhy waits for it" "status 0" \
        "$(PAGER='kill -INT $PPID; cat >/dev/null' tty "stty rows 10 cols 80; $SMTPWHY 550; echo status \$?" | tail -n 1)"
    if env --ignore-signal=CHLD true 2>/dev/null; then # of GNU's only, and so is timeout
        alone="timeout 20 env --ignore-signal=CHLD $SMTPWHY --color=never"
        is "tty: whoever started it ignores the ends of children" "paged, status 0" \
            "$(PAGER='printf "paged, "; cat >/dev/null' tty "stty rows 10 cols 80; $alone 550; echo status \$?")"
        is "tty: the same, and there is no pager" 1 \
            "$(PAGER=/nonexistent tty "stty rows 10 cols 80; $alone 550" | grep -c '^550  permanent')"
    fi
    is "tty: width" 0 "$(tty "stty rows 90 cols 60; $SMTPWHY --color=never 550 | cat; $SMTPWHY --color=never 550" |
        sed -n '/Evidence/,$p' | grep 'Why\|^             [A-Z][a-z]' | awk 'length > 60' | wc -l)"
fi

echo $passed >passed
exit $failed
