/* SPDX-License-Identifier: MIT */
/*
 * Texts whose words are those of mail, and which tell of something else.
 */
#include "foreign.h"
#include "unit.h"

#include <string.h>

static void tells_other_talk(void **state)
{
    static const struct {
        const char *text;
        bool other;
    } texts[] = {
        { "", false },
        { "Disk quota exceeded", false },
        { "-bash: /home/lea/x: Disk quota exceeded", true },
        { "the api answered: too many requests", true },
        { "The e-mail field takes an invalid email address", true },
        { "the e-mail field of the form: recipient unknown", false },
        { "Error selecting mailbox 'lists': mailbox does not exist", true },
        { "cannot deliver: selecting mailbox 'lists' failed", false },
        { "Mailbox does not exist", false },
        { "mysql: No space left on device", true },
        { "postfix/mysql: No space left on device", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        struct span text = { texts[i].text, strlen(texts[i].text) };

        want_number(texts[i].text, "other talk", foreign_talk(text), texts[i].other);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_other_talk),
    };

    return cmocka_run_group_tests_name("foreign", tests, NULL, NULL);
}
