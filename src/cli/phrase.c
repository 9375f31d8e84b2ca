/* SPDX-License-Identifier: MIT */
/*
 * Who must act, as seen from where the reader sits: when our own server refused a
 * client, "the sender" is somebody else and "the receiver" is us.
 */
#include "phrase.h"

#include <stdio.h>
#include <string.h>

/* The steps of the data are for the person who sent the message, or runs the server that did. */
static const struct phrase_move outbound[] = {
    [SW_ACTS_SENDER] = { "Your move", NULL, "Your move" },
    [SW_ACTS_RECIPIENT] = { "Their move", "The recipient must act; this is what you can do:",
                            "Recipient's move" },
    [SW_ACTS_RECEIVER] = { "Their move",
                           "The receiving side's administrator must act; this is what you can do:",
                           "Their admin's move" },
    [SW_ACTS_WAIT] = { "What to do", "Waiting may be enough: a mail server tries again by itself.",
                       "What to do" },
    [SW_ACTS_NOBODY] = { "What to do", NULL, "Nobody's move" },
};

static const struct phrase_move inbound[] = {
    [SW_ACTS_SENDER] = { "Their move",
                         "The side that sends must act; their steps:", "Sender's move" },
    [SW_ACTS_RECIPIENT] = { "Your users",
                            "The recipient, who is one of yours, must act:", "Your user's move" },
    [SW_ACTS_RECEIVER] = { "Your move", "Your own server gave this reply:", "Your move" },
    [SW_ACTS_WAIT] = { "What to do",
                       "Waiting may be enough: the sending side tries again by itself.",
                       "What to do" },
    [SW_ACTS_NOBODY] = { "What to do", NULL, "Nobody's move" },
};

/* Waiting mends neither what has failed for good nor a wrong setting. */
static const struct phrase_move unguided = { "What to do", NULL, "What to do" };

/* Words without a code, of which nothing tells where they were said: the machine may be ours. */
static const struct phrase_move somewhere = {
    "Whose move",
    "The administrator of the machine that says so must act; what you can do:", "Admin's move"
};

/* placeless - does nothing tell which side said it? */
static bool placeless(const struct sw_outcome *o)
{
    return o->reply == 0 && o->enhanced.class == 0 && !o->host && o->direction == SW_DIRECTION_NONE;
}

bool phrase_setting(const struct sw_outcome *o)
{
    return o->class == SW_CLASS_NONE && o->group && strcmp(o->group, "network") == 0;
}

const struct phrase_move *phrase_move(const struct sw_outcome *o)
{
    if (o->acts == SW_ACTS_RECEIVER && placeless(o))
        return &somewhere;
    if (o->acts == SW_ACTS_WAIT && phrase_setting(o))
        return &unguided;
    if (o->acts == SW_ACTS_WAIT && o->class == SW_CLASS_PERMANENT)
        return &unguided;
    return o->direction == SW_DIRECTION_INBOUND ? &inbound[o->acts] : &outbound[o->acts];
}

void phrase_duration(long seconds, char out[DURATION_TEXT])
{
    static const struct {
        long seconds;
        const char *name;
    } units[] = { { 86400, "day" }, { 3600, "hour" }, { 60, "minute" }, { 1, "second" } };
    size_t i = 0;

    while (units[i].seconds > 1 && (seconds == 0 || seconds % units[i].seconds != 0))
        i++;
    snprintf(out, DURATION_TEXT, "%ld %s%s", seconds / units[i].seconds, units[i].name,
             seconds == units[i].seconds ? "" : "s");
}
