#!/bin/sh
# SPDX-License-Identifier: MIT
# examples.sh FILE: prints FILE, README.md or a man page, with each example's output
# replaced by what the program really prints.  `make check` compares, `make examples`
# puts it into place.  SMTPWHY names the program (default: ./smtpwhy), EXAMPLE the one
# made from smtpwhy(3).  The examples run in a directory with no more than these two
# and mail.log, which is kept beside this script.
#
# An example is a line that begins with "$ " in a block of literal text: from "```console"
# to "```", or from ".Bd -literal" to ".Ed".  What follows, up to the next example or the
# block's end, is its output, standard error included.  A block with no such line is left alone.
#
# examples.sh --program FILE: prints the C program in a man page, which stands in the
# block of literal text behind the comment "program".
set -u
here=$(cd "$(dirname "$0")" && pwd)

# plain - what a reader of the man page sees: mdoc's escapes undone
plain() {
    sed -e 's/^\\&//' -e "s/\\\\(aq/'/g" -e 's/\\(ti/~/g' -e 's/\\(ha/^/g' -e 's/\\(ga/`/g' \
        -e 's/\\-/-/g' -e 's/\\e/\\/g'
}

# escape - the other way round
escape() {
    sed -e 's/\\/\\e/g' -e "s/'/\\\\(aq/g" -e 's/~/\\(ti/g' -e 's/\^/\\(ha/g' -e 's/`/\\(ga/g' \
        -e 's/-/\\-/g' -e 's/^\./\\\&./'
}

if [ "$1" = --program ]; then
    sed -n '/^\.\\" program$/,/^\.Ed$/p' "$2" | sed -e 1,2d -e '$d' | plain
    exit
fi

program=$(realpath "${SMTPWHY:-./smtpwhy}") || exit 2
file=$(realpath "$1") || exit 2
case $file in
*.md) undo=cat show=cat ;;
*) undo=plain show=escape ;;
esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
ln -s "$program" "$work/smtpwhy"
[ -z "${EXAMPLE:-}" ] || ln -s "$(realpath "$EXAMPLE")" "$work/example"
cp "$here/mail.log" "$work" && cd "$work" || exit 2
PATH=$work:$PATH LC_ALL=C.UTF-8 TZ=UTC
export PATH LC_ALL TZ
unset TERM NO_COLOR COLUMNS PAGER LESS

inside=no ran=no
while IFS= read -r line; do
    case $line in
    '```console' | '.Bd -literal'*) inside=yes ;;
    '```' | .Ed) inside=no ran=no ;;
    '$ '*)
        if [ $inside = yes ]; then
            printf '%s\n' "$line"
            # read as a whole, so that the command may read standard input
            sh -c "$(printf '%s\n' "${line#??}" | "$undo")" 2>&1 </dev/null | "$show"
            ran=yes
            continue
        fi
        ;;
    esac
    [ $ran = yes ] || printf '%s\n' "$line"
done <"$file"
