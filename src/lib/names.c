/* SPDX-License-Identifier: MIT */
/*
 * The names of the public enumerations, as the JSON has them.
 */
#include "smtpwhy.h"

#define NAME_OF(names, value) name_of(names, sizeof(names) / sizeof *(names), (size_t)(value))

/* name_of - NULL for a value that is none of the enumeration's */
static const char *name_of(const char *const *names, size_t n, size_t value)
{
    return value < n ? names[value] : NULL;
}

const char *sw_class_name(enum sw_class c)
{
    static const char *const names[] = { [SW_CLASS_NONE] = NULL,
                                         [SW_CLASS_SUCCESS] = "success",
                                         [SW_CLASS_INTERMEDIATE] = "intermediate",
                                         [SW_CLASS_TEMPORARY] = "temporary",
                                         [SW_CLASS_PERMANENT] = "permanent" };

    return NAME_OF(names, c);
}

const char *sw_acts_name(enum sw_acts a)
{
    static const char *const names[] = { [SW_ACTS_SENDER] = "sender",
                                         [SW_ACTS_RECIPIENT] = "recipient",
                                         [SW_ACTS_RECEIVER] = "receiver",
                                         [SW_ACTS_WAIT] = "wait",
                                         [SW_ACTS_NOBODY] = "nobody" };

    return NAME_OF(names, a);
}

const char *sw_direction_name(enum sw_direction d)
{
    static const char *const names[] = { [SW_DIRECTION_NONE] = NULL,
                                         [SW_DIRECTION_OUTBOUND] = "outbound",
                                         [SW_DIRECTION_INBOUND] = "inbound" };

    return NAME_OF(names, d);
}

const char *sw_confidence_name(enum sw_confidence c)
{
    static const char *const names[] = { [SW_CONFIDENCE_REPLY] = "reply",
                                         [SW_CONFIDENCE_WORDING] = "wording",
                                         [SW_CONFIDENCE_ENHANCED] = "enhanced",
                                         [SW_CONFIDENCE_CODE] = "code",
                                         [SW_CONFIDENCE_CLASS] = "class" };

    return NAME_OF(names, c);
}
