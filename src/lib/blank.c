/* SPDX-License-Identifier: MIT */
/*
 * The table of blanks.
 */
#include "blank.h"

#include <string.h>

const struct blank_form blank_forms[BLANKS] = {
    [BLANK_IP] = { "ip", "the sending IP", "SENDING-IP" },
    [BLANK_DOMAIN] = { "domain", "the sender's domain", "SENDER-DOMAIN" },
    [BLANK_SENDER] = { "sender", "the sender", "SENDER-ADDRESS" },
    [BLANK_RECIPIENT] = { "recipient", "the recipient", "RECIPIENT-ADDRESS" },
    [BLANK_RDOMAIN] = { "rdomain", "the recipient's domain", "RECIPIENT-DOMAIN" },
    [BLANK_HOST] = { "host", "the receiving server", "RECEIVING-SERVER" },
    [BLANK_LIMIT] = { "limit", "the limit", "LIMIT" },
    [BLANK_WAIT] = { "wait", "a while", "WAIT" },
    [BLANK_LIST] = { "list", "the blocklist", "BLOCKLIST" },
    [BLANK_LOOKUP] = { "lookup", "its look-up page", "LOOKUP-PAGE" },
};

enum blank blank_named(const char *name, size_t len)
{
    int i;

    for (i = 0; i < BLANKS; i++)
        if (strncmp(blank_forms[i].name, name, len) == 0 && blank_forms[i].name[len] == '\0')
            break;
    return (enum blank)i;
}
