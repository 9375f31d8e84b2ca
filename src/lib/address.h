/* SPDX-License-Identifier: MIT */
/*
 * Addresses in text: of hosts and of mail.  They are found by hand, for they stand in nearly
 * every reply.
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "record.h"

#include <stdbool.h>

/* The first IP address in text that is not the given one; ptr NULL if none. */
struct span address_ip(struct span text, struct span other);

enum { ADDRESS_IPV4_SIZE = 16 };

/*
 * The address that a DNSBL was asked about, for text that holds it only reversed:
 * "7.100.51.198.zen.example".  Returns false if it does not.
 */
bool address_asked_ip(struct span text, const char *zone, char out[ADDRESS_IPV4_SIZE]);

/* The first mail address in text; ptr NULL if none. */
struct span address_mail(struct span text);

/* Do the words before a mail address say that it is that of a sender, or of somebody to write to?
 */
bool address_of_another(struct span before);

#endif
