/* Each variable of a config, handed to a function of the caller's. */
#ifndef ENVTAB_VISIT_H
#define ENVTAB_VISIT_H

#include "internal.h"
#include "config/view.h"

/* Visits what the view has left; it is at the variable's row meanwhile. False: a text was cut, there is no memory. */
ENVTAB_INTERNAL bool envtab__visit(struct envtab__view *view, envtab_visitor *visit, void *context);

#endif
