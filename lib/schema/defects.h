/* What is wrong with a schema at first sight, so that a load cannot go on. */
#ifndef ENVTAB_DEFECTS_H
#define ENVTAB_DEFECTS_H

#include "internal.h"
#include "schema/walk.h"

/*
 * What is wrong with the walk's field at first sight; NULL: nothing. A group that has a fault will not be entered: each
 * walk asks before it steps on from a group, unless the schema was loaded.
 */
ENVTAB_INTERNAL const char *envtab__field_defect(struct envtab__walk *walk);
ENVTAB_INTERNAL const char *envtab__schema_defect(const envtab_schema *schema);

#endif
