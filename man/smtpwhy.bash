# SPDX-License-Identifier: MIT
# bash completion of smtpwhy; the options and categories are those that it knows itself

_smtpwhy()
{
    local word=${COMP_WORDS[COMP_CWORD]} words=

    case ${COMP_WORDS[COMP_CWORD - 1]} in
    --class) words='success intermediate temporary permanent' ;;
    --color) words='auto always never' ;;
    --category) # the message about one that does not exist names them all
        words=$("$1" --category '?' 2>&1 | sed 's/.* the categories are//' | tr -d ,)
        ;;
    --by) words='reason category code provider domain host hour' ;;
    --rules | --check-rules) return ;; # a file, by default
    -k | --search | --width | --top | --jobs) return ;;
    *)
        if [[ $word == -* ]]; then
            words=$("$1" --help | grep -o -e '^  *-[^ ],' -e '^ *\(-.,\)* *--[a-z-]*' | tr -d ' ' |
                sed 's/^-.,//')
        fi
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _smtpwhy smtpwhy
