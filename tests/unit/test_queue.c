/* SPDX-License-Identifier: MIT */
/*
 * The queue of a mail server, as mailq prints it.
 */
#include "queue.h"

#include "unit.h"

#define HEAD "4XyZ1C0A3  2412 Tue Dec  1 02:58:02  kim@b.example\n"

static const struct {
    const char *name, *text;
    const char *want; /* "id sender recipient said;" of each entry; NULL: no head */
} cases[] = {
    { "a reason and its recipient", HEAD "(connect to mx: refused)\n    lea@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example connect to mx: refused;" },
    { "indented", "  4XyZ1C0A3  2412 Tue Dec  1 02:58:02  kim@b.example\n  (no)\n  lea@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example no;" },
    { "two recipients of one reason", HEAD "(no)\n lea@a.example\n tom@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example no;4XyZ1C0A3 kim@b.example tom@a.example no;" },
    { "two reasons", HEAD "(no)\n lea@a.example\n(yes)\n tom@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example no;4XyZ1C0A3 kim@b.example tom@a.example yes;" },
    { "a reason over two lines",
      HEAD "(host mx said: 450\n not now (in reply to DATA))\n lea@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example host mx said: 450~ not now (in reply to DATA);" },
    { "returns", "4XyZ1C0A3 24 Tue Dec 1 02:58 <>\r\n(no)\r\n <lea@a.example>\r\n",
      "4XyZ1C0A3 - lea@a.example no;" },
    { "a bounce's sender", "4XyZ1C0A3 24 Tue Dec 1 02:58:02 MAILER-DAEMON\n(no)\n lea@a.example",
      "4XyZ1C0A3 - lea@a.example no;" },
    { "held", "4XyZ1C0A3! 24 Tue Dec 1 02:58:02 kim@b.example\n(no)\n lea@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example no;" },
    { "the next message behind an empty line", HEAD "(no)\n lea@a.example\n\n(yes)\n tom@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example no;" },
    { "the next message's head", HEAD "(no)\n lea@a.example\n" HEAD "(yes)\n tom@a.example",
      "4XyZ1C0A3 kim@b.example lea@a.example no;" },
    { "no reason yet", HEAD "    lea@a.example", "" },
    { "a recipient before any reason", HEAD " lea@a.example\n(no)\n tom@a.example",
      "4XyZ1C0A3 kim@b.example tom@a.example no;" },
    { "a reason that is cut off", HEAD "(host mx said: 450 no", "" },
    { "a reason alone", HEAD "(no)\n", "" },
    { "an empty reason", HEAD "()\n lea@a.example", "" },
    { "a head alone", HEAD, "" },
    { "another size", "4XyZ1C0A3 24k Tue Dec 1 02:58:02 kim@b.example\n(no)\n lea@a.example",
      NULL },
    { "no sender", "4XyZ1C0A3 24 Tue Dec 1 02:58:02\n(no)\n lea@a.example", NULL },
    { "a short id", "4XyZ 24 Tue Dec 1 02:58:02 kim@b.example\n(no)\n lea@a.example", NULL },
    { "prose", "Nothing of the sort was ever said to anybody\n(no)\n lea@a.example", NULL },
    { "nothing", "", NULL },
};

/* add - a word of an entry, a newline in it as "~"; "-" if it is not there */
static void add(char *got, size_t size, struct span word, char behind)
{
    size_t len = strlen(got), i;

    if (!word.ptr)
        word = (struct span){ "-", 1 };
    for (i = 0; i < word.len && len + 2 < size; i++)
        got[len++] = (char)(word.ptr[i] == '\n' ? '~' : word.ptr[i]);
    got[len++] = behind;
    got[len] = '\0';
}

static bool take(void *arg, const struct log_entry *entry)
{
    enum { SIZE = 512 };

    add(arg, SIZE, entry->scene.queue_id, ' ');
    add(arg, SIZE, entry->scene.sender, ' ');
    add(arg, SIZE, entry->scene.recipient, ' ');
    add(arg, SIZE, entry->said, ';');
    return true;
}

static void reads_messages(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct span text = { cases[i].text, strlen(cases[i].text) };
        char got[512] = "";

        want_true(cases[i].name, "a head or none", queue_begins(text) == (cases[i].want != NULL));
        want_number(cases[i].name, "result", queue_read(queue_message(text), take, got),
                    !cases[i].want   ? LOG_OTHER
                    : *cases[i].want ? LOG_SAID
                                     : LOG_QUIET);
        want_text(cases[i].name, "entries", got, cases[i].want ? cases[i].want : "");
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_messages),
    };

    return cmocka_run_group_tests_name("the queue of a mail server", tests, NULL, NULL);
}
