/* Service links: what Kubernetes puts into the environment for a Service. */
#ifndef ENVTAB_SERVICE_LINK_H
#define ENVTAB_SERVICE_LINK_H

#include "internal.h"

/* Whether a text is such as Kubernetes gives a Service's port: tcp://10.0.0.1:80. */
ENVTAB_INTERNAL bool envtab__is_link_value(const char *text);

/* Whether Kubernetes makes such an entry, NAME=value, for a Service. length: of its name. */
ENVTAB_INTERNAL bool envtab__is_service_link(const char *entry, size_t length);

#endif
