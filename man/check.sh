#!/bin/sh
# SPDX-License-Identifier: MIT
# check.sh PAGE...: are the man pages well formed, do they and the program agree, and do
# the examples, of README.md too, show what the program prints?  Run from the top of
# the tree.  SMTPWHY names the program, EXAMPLE the one made from smtpwhy(3), LIBRARY what is
# installed.
set -u
here=$(dirname "$0")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
SMTPWHY=$(realpath "${SMTPWHY:-./smtpwhy}") || exit 2
LC_ALL=C
export LC_ALL SMTPWHY
passed=0 failed=0

# is WHAT: standard input is what is wrong; nothing may be
is() {
    cat >"$work/faults"
    if [ -s "$work/faults" ]; then
        failed=$((failed + 1))
        echo "not ok: $1"
        sed 's/^/    /' "$work/faults"
    else
        passed=$((passed + 1))
    fi
}

# same WHAT WANTED GOT: are the two files?
same() {
    diff -u --label wanted --label got "$2" "$3" >"$work/diff"
    is "$1" <"$work/diff"
}

for tool in mandoc groff; do
    command -v $tool >/dev/null && continue
    echo "not ok: no $tool(1); 'make deps' installs it"
    exit 1
done

# --- well formed.  That another page is not installed is no fault.
for page; do
    mandoc -T lint "$page" 2>&1 |
        grep -v -e 'referenced manual not found' -e 'outdated mandoc.db' >"$work/lint"
    is "$page: mandoc -T lint" <"$work/lint"
    groff -ww -W break -mandoc -T utf8 -z "$page" >"$work/lint" 2>&1
    is "$page: groff -ww" <"$work/lint"
done

# --- the options: those of --help in smtpwhy(1), and no others
"$SMTPWHY" --help | sed -n '/^Options:/,/^$/p' |
    awk '/^ *-/ { print $1; if ($1 ~ /,$/) print $2 }' | tr -d , | sort >"$work/help"
sed -n '/^\.Sh OPTIONS/,/^\.Sh OUTPUT/p' man/smtpwhy.1 | sed 's/\\-/-/g' | awk '/^\.It / {
    for (i = 2; i < NF; i++)
        if ($i == "Fl" && $(i + 1) == "Fl") { print "--" $(i + 2); i += 2 }
        else if ($i == "Fl") print "-" $(i + 1) }' |
    sort >"$work/page"
same "smtpwhy.1: the options of --help" "$work/help" "$work/page"

# --- the functions of the library
grep -o 'sw_[a-z_]*(' include/smtpwhy.h | tr -d '(' | sort -u >"$work/header"
sed -n 's/^\.F[no] \(sw_[a-z_]*\).*/\1/p' man/smtpwhy.3 | sort -u >"$work/page"
same "smtpwhy.3: the functions of smtpwhy.h" "$work/header" "$work/page"

# --- the library shows nothing else
nm -g --defined-only "$LIBRARY" | awk 'NF == 3 { print $3 }' | sort -u >"$work/symbols"
grep -v '_fn$' "$work/header" >"$work/wanted" # types
same "the library's symbols: the functions of smtpwhy.h" "$work/wanted" "$work/symbols"

# --- the keys of the JSON, in their order
"$SMTPWHY" --json 550 | grep -o '[,{]"[a-z_]*":' | tr -d ',{":' >"$work/keys"
sed -n '/^\.\\" keys/,/^\.El/s/^\.It Cm //p' man/smtpwhy.1 | tr -d ' ' | tr , '\n' >"$work/page"
same "smtpwhy.1: the keys of --json" "$work/keys" "$work/page"
# shellcheck disable=SC2016 # backquotes of Markdown
sed -n '/^| key /,/^$/s/^| \(`.*`\) |.*|.*/\1/p' README.md | tr -d '` ' | tr , '\n' >"$work/page"
same "README.md: the keys of --json" "$work/keys" "$work/page"

# --- smtp-codes(7): every code, every category
for page; do
    case $page in
    *smtp-codes.7) sed -n 's/^\.It Cm \([^ *]*\)\**$/\1/p' "$page" | sort >"$work/page" ;;
    esac
done
"$SMTPWHY" --list | awk '/^$/ { exit } { print $1 }' >"$work/wanted"
sed 1d data/categories.tsv | cut -f 1 >>"$work/wanted"
sort -o "$work/wanted" "$work/wanted"
same "smtp-codes.7: the codes and categories" "$work/wanted" "$work/page"

# --- the examples
for file in README.md man/smtpwhy.1 man/smtpwhy.3; do
    sh "$here/examples.sh" $file >"$work/real"
    same "$file: the examples ('make examples' puts them right)" "$work/real" $file
done

echo "docs: $passed passed, $failed failed"
[ $failed -eq 0 ]
