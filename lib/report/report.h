/* A problem on its way to the sink. */
#ifndef ENVTAB_REPORT_H
#define ENVTAB_REPORT_H

#include "internal.h"

struct envtab__report {
  envtab_sink *sink;
  void *context;
  const envtab_schema *schema;
  size_t longest;                /* of the names that may be reported, so that a sink can align them */
  size_t problems;               /* that stop the load */
  bool in_environment, in_table; /* whether any is there */
};

struct envtab__variable {        /* what most problems are about */
  const envtab_field *field;
  const char *name;              /* by which it is set; the field's first where it is not */
  envtab_source source;
  const char *group_help;        /* of the group that the field is in; NULL: none */
};

/*
 * Completes the problem and hands it to the sink: its name is escaped, and text, unless NULL, shown as its value. The
 * name of an unknown variable is its whole entry.
 */
ENVTAB_INTERNAL void envtab__report_problem(struct envtab__report *report, envtab_problem *problem, const char *text,
                                            size_t length);
/* Reports a defect of the schema: of a field, or of the schema itself (NULL). */
ENVTAB_INTERNAL void envtab__report_defect(struct envtab__report *report, const envtab_field *field, const char *name,
                                           const char *reason);
/* What an operator can do about a defect. */
#define ENVTAB__DEFECT_HINT "The program's own table is wrong. Its developers must fix it."

/* Reports how many problems there were. */
ENVTAB_INTERNAL void envtab__summarize(struct envtab__report *report);

#endif
