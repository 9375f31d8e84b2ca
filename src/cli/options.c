/* SPDX-License-Identifier: MIT */
/*
 * The options and what each does to struct options.  To add one, add a row; most
 * need no function of their own.
 */
#include "options.h"

#include "ascii.h"
#include "buf.h"
#include "nearest.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

struct option_row;

/* Takes an option's argument (NULL: it has none); returns false after telling what is wrong. */
typedef bool take_fn(struct options *o, const struct option_row *row, const char *arg,
                     struct diag *diag);

static take_fn take_flag, take_mode, take_last_mode, take_printer, take_by, take_top, take_jobs,
    take_width, take_word, take_class, take_category, take_color, take_rules;

#define FLAG(name) take_flag, offsetof(struct options, name)

static const struct option_row {
    char letter; /* 0: none */
    const char *name, *arg, *help;
    take_fn *take;
    size_t what; /* take_flag: where in struct options; take_mode, take_word: enum mode */
} rows[] = {
    { 's', "summary", NULL, "count outcomes by reason, the most frequent first", take_mode,
      MODE_SUMMARY },
    { 0, "by", "WHAT", "count by category, code, provider, domain, host or hour", take_by, 0 },
    { 0, "top", "N", "rows of a summary (10)", take_top, 0 },
    { 0, "merge", NULL, "add up summaries made with --summary --json", take_mode, MODE_MERGE },
    { 0, "jobs", "N", "threads for big files in a summary", take_jobs, 0 },
    { 'j', "json", NULL, "one JSON object a line for each outcome", take_printer, 0 },
    { '1', "oneline", NULL, "one line an outcome: code, class, category, title", take_printer, 0 },
    { 'q', "quiet", NULL, "print nothing; the exit status answers", take_printer, 0 },
    { 'A', "all", NULL, "successes too", FLAG(all) },
    { 0, "class", "CLASS", "only success, temporary or permanent", take_class, 0 },
    { 0, "category", "NAME", "only that reason, such as user-unknown", take_category, 0 },
    { 0, "mask", NULL, "hide addresses, hosts and IPs behind stand-ins", FLAG(mask) },
    { 0, "rules", "FILE", "a site's own replies, tried before the built-in ones", take_rules, 0 },
    { 0, "check-rules", "FILE", "say what is wrong with such a file", take_word, MODE_CHECK_RULES },
    { 'l', "list", NULL, "list all codes", take_mode, MODE_REFERENCE },
    { 'k', "search", "WORD", "list the codes whose texts have all WORDs", take_word,
      MODE_REFERENCE },
    { 0, "color", "WHEN", "auto, always or never", take_color, 0 },
    { 0, "width", "N", "wrap at N columns", take_width, 0 },
    { 0, "no-pager", NULL, "never page long output", FLAG(no_pager) },
    { 0, "line-buffered", NULL, "write every line at once, into a pipe too", FLAG(line_buffered) },
    { 'h', "help", NULL, "show this help", take_last_mode, MODE_HELP },
    { 'V', "version", NULL, "show the version", take_last_mode, MODE_VERSION },
};

enum { ROWS = sizeof rows / sizeof *rows, FIRST_VALUE = 256 };

/* set_mode - merging is a summary too; other tasks exclude each other: false after telling so */
static bool set_mode(struct options *o, enum mode mode, struct diag *diag)
{
    static const char *const names[] = { [MODE_SUMMARY] = "a summary",
                                         [MODE_MERGE] = "--merge",
                                         [MODE_REFERENCE] = "--list or --search",
                                         [MODE_CHECK_RULES] = "--check-rules" };

    if (o->mode == MODE_MERGE && mode == MODE_SUMMARY)
        return true;
    if (o->mode != MODE_EXPLAIN && o->mode != mode &&
        !(o->mode == MODE_SUMMARY && mode == MODE_MERGE)) {
        diag_error(diag, NULL, 0, "%s and %s do not go together", names[o->mode], names[mode]);
        return false;
    }
    o->mode = mode;
    return true;
}

static bool take_mode(struct options *o, const struct option_row *row, const char *arg,
                      struct diag *diag)
{
    (void)arg;
    return set_mode(o, (enum mode)row->what, diag);
}

/* take_last_mode - one that goes with every other, for nothing behind it is read */
static bool take_last_mode(struct options *o, const struct option_row *row, const char *arg,
                           struct diag *diag)
{
    (void)arg, (void)diag;
    o->mode = (enum mode)row->what;
    return true;
}

static bool take_flag(struct options *o, const struct option_row *row, const char *arg,
                      struct diag *diag)
{
    (void)arg, (void)diag;
    *(bool *)((char *)o + row->what) = true;
    return true;
}

/* take_printer - the last one that is named, but for quiet: that means it */
static bool take_printer(struct options *o, const struct option_row *row, const char *arg,
                         struct diag *diag)
{
    (void)arg, (void)diag;
    if (!o->printer || strcmp(o->printer, "quiet") != 0)
        o->printer = row->name;
    return true;
}

/* is_file - may it be the name of one?  False after telling that it is empty. */
static bool is_file(const char *option, const char *arg, struct diag *diag)
{
    if (*arg == '\0')
        diag_error(diag, NULL, 0, "--%s takes the name of a file, not ''", option);
    return *arg != '\0';
}

static bool take_rules(struct options *o, const struct option_row *row, const char *arg,
                       struct diag *diag)
{
    o->rules = arg;
    return is_file(row->name, arg, diag);
}

/* add_word - a word to search for, or a file to check; false after telling that there are too many
 */
static bool add_word(struct options *o, const char *word, struct diag *diag)
{
    if (o->mode == MODE_CHECK_RULES && !is_file("check-rules", word, diag))
        return false;
    if (o->nwords == OPTION_WORDS_MAX) {
        diag_error(diag, NULL, 0, "more than %d %s", OPTION_WORDS_MAX,
                   o->mode == MODE_REFERENCE ? "words to search for" : "files to check");
        return false;
    }
    o->words[o->nwords++] = word;
    return true;
}

/* take_word - of a mode that has words; such as operands may be, too */
static bool take_word(struct options *o, const struct option_row *row, const char *arg,
                      struct diag *diag)
{
    return set_mode(o, (enum mode)row->what, diag) && add_word(o, arg, diag);
}

/* place_of - among n names; n, if it is none of them */
static size_t place_of(const char *name, const char *const *names, size_t n)
{
    size_t i;

    for (i = 0; i < n && strcmp(name, names[i]) != 0; i++)
        ;
    return i;
}

static bool take_by(struct options *o, const struct option_row *row, const char *arg,
                    struct diag *diag)
{
    static const char *const names[] = {
        [BY_REASON] = "reason",     [BY_CATEGORY] = "category", [BY_CODE] = "code",
        [BY_PROVIDER] = "provider", [BY_DOMAIN] = "domain",     [BY_HOST] = "host",
        [BY_HOUR] = "hour"
    };
    size_t n = sizeof names / sizeof *names, place = place_of(arg, names, n);

    (void)row;
    if (place == n) {
        diag_error(diag, NULL, 0,
                   "--by takes reason, category, code, provider, domain, host or hour, not '%s'",
                   arg);
        return false;
    }
    o->by = (enum by)place;
    return set_mode(o, MODE_SUMMARY, diag);
}

static bool take_color(struct options *o, const struct option_row *row, const char *arg,
                       struct diag *diag)
{
    static const char *const names[] = {
        [WHEN_AUTO] = "auto", [WHEN_ALWAYS] = "always", [WHEN_NEVER] = "never"
    };
    size_t n = sizeof names / sizeof *names, place = place_of(arg, names, n);

    (void)row;
    if (place == n) {
        diag_error(diag, NULL, 0, "--color takes auto, always or never, not '%s'", arg);
        return false;
    }
    o->color = (enum when)place;
    return true;
}

/* read_number - of least to most; false after telling what is wrong */
static bool read_number(const struct option_row *row, const char *arg, unsigned long least,
                        unsigned long most, size_t *out, struct diag *diag)
{
    char *end;
    unsigned long n = strtoul(arg, &end, 10);

    if (end == arg || *end || arg[0] == '-' || n < least || n > most) {
        diag_error(diag, NULL, 0, "--%s takes a number from %lu to %lu, not '%s'", row->name, least,
                   most, arg);
        return false;
    }
    *out = n;
    return true;
}

static bool take_top(struct options *o, const struct option_row *row, const char *arg,
                     struct diag *diag)
{
    return set_mode(o, MODE_SUMMARY, diag) && read_number(row, arg, 1, 1000000, &o->top, diag);
}

static bool take_jobs(struct options *o, const struct option_row *row, const char *arg,
                      struct diag *diag)
{
    return read_number(row, arg, 1, OPTION_JOBS_MAX, &o->jobs, diag);
}

static bool take_width(struct options *o, const struct option_row *row, const char *arg,
                       struct diag *diag)
{
    return read_number(row, arg, 40, 1000, &o->width, diag);
}

static bool take_class(struct options *o, const struct option_row *row, const char *arg,
                       struct diag *diag)
{
    int c;

    (void)row;
    for (c = SW_CLASS_SUCCESS; c <= SW_CLASS_PERMANENT; c++)
        if (strcmp(arg, sw_class_name((enum sw_class)c)) == 0) {
            o->classes |= 1u << c;
            return true;
        }
    diag_error(diag, NULL, 0,
               "unknown class '%s'; the classes are success, temporary, permanent "
               "(and intermediate)",
               arg);
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* tell_categories - no such category: which there are */
static void tell_categories(const char *arg, struct diag *diag)
{
    struct nearest nearest = { .word = arg };
    const char *names[OPTION_CATEGORIES_MAX] = { NULL }, *name;
    struct buf list = buf_new(2048);
    size_t n, i;

    for (n = 0; n < OPTION_CATEGORIES_MAX && (name = sw_category_at(n)); n++) {
        names[n] = name;
        nearest_offer(&nearest, name);
    }
    qsort(names, n, sizeof *names, by_name);
    for (i = 0; i < n; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
    if (nearest.name)
        diag_error(diag, NULL, 0, "unknown category '%s', did you mean '%s'? All: %s", arg,
                   nearest.name, list.ptr ? list.ptr : "");
    else
        diag_error(diag, NULL, 0, "unknown category '%s'; the categories are %s", arg,
                   list.ptr ? list.ptr : "");
    buf_free(&list);
}

static bool take_category(struct options *o, const struct option_row *row, const char *arg,
                          struct diag *diag)
{
    (void)row;
    if (!sw_category_known(arg)) {
        tell_categories(arg, diag);
        return false;
    }
    /* each once, so that there is room for all of them */
    if (place_of(arg, o->categories, o->ncategories) == o->ncategories &&
        o->ncategories < OPTION_CATEGORIES_MAX)
        o->categories[o->ncategories++] = arg;
    return true;
}

/* tell_ambiguous - a beginning of several options; false if it is of one or none */
static bool tell_ambiguous(const char *given, struct diag *diag)
{
    size_t len = strcspn(given + 2, "="), n = 0, i;
    struct buf list = buf_new(512);

    for (i = 0; i < ROWS; i++)
        if (strncmp(rows[i].name, given + 2, len) == 0)
            buf_printf(&list, "%s--%s", n++ ? ", " : "", rows[i].name);
    if (n > 1 && list.ptr)
        diag_error(diag, NULL, 0, "'%.*s' may be each of %s", (int)len + 2, given, list.ptr);
    buf_free(&list);
    return n > 1;
}

/* tell_unknown - an option that is none, and the one that was probably meant */
static void tell_unknown(const char *given, struct diag *diag)
{
    size_t len = strcspn(given + 2, "="), i;
    char word[32];
    struct nearest nearest = { .word = word };

    if (len < sizeof word) {
        for (i = 0; i < len; i++)
            word[i] = to_lower(given[i + 2]);
        word[len] = '\0';
        for (i = 0; i < ROWS; i++)
            nearest_offer(&nearest, rows[i].name);
    }
    if (nearest.name)
        diag_error(diag, NULL, 0,
                   "unknown option '%.*s', did you mean '--%s'? Try 'smtpwhy --help'", (int)len + 2,
                   given, nearest.name);
    else
        diag_error(diag, NULL, 0, "unknown option '%.*s'; try 'smtpwhy --help'", (int)len + 2,
                   given);
}

/* tell_fault - what getopt_long refused */
static void tell_fault(int result, char **argv, struct diag *diag)
{
    const char *given = argv[optind - 1];

    if (result == ':' && optopt >= FIRST_VALUE)
        diag_error(diag, NULL, 0, "--%s takes an argument; try 'smtpwhy --help'",
                   rows[optopt - FIRST_VALUE].name);
    else if (result == ':')
        diag_error(diag, NULL, 0, "-%c takes an argument; try 'smtpwhy --help'", optopt);
    else if (optopt >= FIRST_VALUE)
        diag_error(diag, NULL, 0, "--%s takes no argument; try 'smtpwhy --help'",
                   rows[optopt - FIRST_VALUE].name);
    else if (is_digit((char)optopt))
        diag_error(diag, NULL, 0,
                   "unknown option '-%c'; a text that begins with '-' stands behind '--'", optopt);
    else if (optopt != 0)
        diag_error(diag, NULL, 0, "unknown option '-%c'; try 'smtpwhy --help'", optopt);
    else if (!tell_ambiguous(given, diag))
        tell_unknown(given, diag);
}

/* row_of - the row that getopt_long's result stands for */
static const struct option_row *row_of(int result)
{
    size_t i;

    if (result >= FIRST_VALUE)
        return &rows[result - FIRST_VALUE];
    for (i = 0; i < ROWS; i++)
        if (rows[i].letter == result)
            return &rows[i];
    return NULL;
}

/* check - what only the whole command line can tell */
static bool check(struct options *o, struct diag *diag)
{
    size_t i;

    if ((o->mode == MODE_SUMMARY || o->mode == MODE_MERGE) && o->printer &&
        strcmp(o->printer, "oneline") == 0) {
        diag_error(diag, NULL, 0, "--oneline and %s do not go together",
                   o->mode == MODE_MERGE ? "--merge" : "--summary");
        return false;
    }
    if (o->mode == MODE_MERGE && options_filter(o)) {
        diag_error(diag, NULL, 0,
                   "--merge adds up what was counted: give --class and --category to "
                   "the --summary that makes the parts");
        return false;
    }
    for (i = 0; o->mode == MODE_CHECK_RULES && i < o->noperands; i++)
        if (!add_word(o, o->operands[i], diag))
            return false;
    if (o->mode != MODE_REFERENCE)
        return true;
    if (o->nwords == 0 && o->noperands > 0) {
        diag_error(diag, NULL, 0, "--list takes no operands; 'smtpwhy %s' explains one code",
                   o->operands[0]);
        return false;
    }
    for (i = 0; i < o->noperands; i++)
        if (!add_word(o, o->operands[i], diag))
            return false;
    return true;
}

bool options_parse(struct options *o, int argc, char **argv, struct diag *diag)
{
    struct option longs[ROWS + 1] = { { 0 } };
    char letters[2 * ROWS + 2] = ":", *to = letters + 1;
    int i, result;

    *o = (struct options){ .mode = MODE_EXPLAIN, .top = 10 };
    for (i = 0; i < ROWS; i++) {
        longs[i] = (struct option){ .name = rows[i].name,
                                    .has_arg = rows[i].arg ? required_argument : no_argument,
                                    .val = FIRST_VALUE + i };
        if (rows[i].letter)
            *to++ = rows[i].letter;
        if (rows[i].letter && rows[i].arg)
            *to++ = ':';
    }
    opterr = 0;
    while ((result = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const struct option_row *row = row_of(result);

        if (!row) {
            tell_fault(result, argv, diag);
            return false;
        }
        if (!row->take(o, row, optarg, diag))
            return false;
        if (o->mode == MODE_HELP || o->mode == MODE_VERSION)
            return true;
    }
    o->operands = argv + optind;
    o->noperands = (size_t)(argc - optind);
    return check(o, diag);
}

bool options_pass(const struct options *o, enum sw_class class, const char *category)
{
    size_t i;

    if (o->classes != 0 && !(o->classes & 1u << class))
        return false;
    for (i = 0; i < o->ncategories; i++)
        if (category && strcmp(o->categories[i], category) == 0)
            return true;
    return o->ncategories == 0;
}

static const char examples[] = "  smtpwhy 550 5.1.1                     a code\n"
                               "  smtpwhy \"452 4.2.2 Mailbox full\"      a reply, as pasted\n"
                               "  smtpwhy < bounce.eml                  a bounce message\n"
                               "  tail -f /var/log/mail.log | smtpwhy   a log, as it grows\n";

void options_short_help(FILE *out)
{
    fprintf(out, "Tell me what the mail server said:\n%sMore: smtpwhy --help\n", examples);
}

void options_help(FILE *out)
{
    size_t i;

    fprintf(out,
            "smtpwhy explains what a mail server said: why, whose move it is, what to do.\n"
            "It works offline.\n\n"
            "Examples:\n%s",
            examples);
    fputs("  smtpwhy --summary mail.log            what went wrong, and how often\n"
          "  smtpwhy --search greylist             the codes that have to do with it\n"
          "  smtpwhy -q --class permanent \"$reply\" && echo drop it\n\n"
          "Usage: smtpwhy [OPTION]... [TEXT]...     all arguments together are one text\n"
          "       smtpwhy [OPTION]... FILE...       \"-\" is standard input\n"
          "       smtpwhy [OPTION]... < INPUT\n\n"
          "Options:\n",
          out);
    for (i = 0; i < ROWS; i++) {
        char left[32];

        snprintf(left, sizeof left, "%c%c%c --%s%s%s", rows[i].letter ? '-' : ' ',
                 rows[i].letter ? rows[i].letter : ' ', rows[i].letter ? ',' : ' ', rows[i].name,
                 rows[i].arg ? " " : "", rows[i].arg ? rows[i].arg : "");
        fprintf(out, "  %-22s %s\n", left, rows[i].help);
    }
    fputs("\nExit status: 0 something was explained, 1 nothing was found, 2 an error.\n", out);
}
