/* Rules across fields: the checks of the schemas whose fields are right, inner groups first. */
#include "load/rules.h"
#include "report/report.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/load.h"

struct envtab_rules {
  struct envtab__load *load;
  const struct envtab__scope *scope;
};

/* The row whose member this is; NULL: there is none. */
static const struct envtab__row *row_of(const struct envtab__table *table, const void *member)
{
  for (size_t i = 0; i < table->row_count; i++) {
    const char *base = table->scopes[table->rows[i].scope].base;

    if (base && base + table->rows[i].field->offset == member) return &table->rows[i];
  }
  return NULL;
}

void envtab_rules_reject(envtab_rules *rules, const void *member, const char *reason, const char *hint)
{
  const struct envtab__table *table = &rules->load->table;
  const struct envtab__row *row = member ? row_of(table, member) : NULL;
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_RULE, .reason = reason ? reason : "breaks a rule", .hint = hint, .at = SIZE_MAX
  };

  if (row) {
    problem.field = row->field;
    problem.source = (envtab_source)row->source;
    problem.name = table->names[row->used].text;
    rules->load->sources[row - table->rows] |= ENVTAB__AGAINST_RULE;
  }
  envtab__report_problem(&rules->load->report, &problem, NULL, 0);
}

const char *envtab_rules_name(const envtab_rules *rules, const void *member)
{
  const struct envtab__row *row = row_of(&rules->load->table, member);

  return row ? rules->load->table.names[row->used].text : NULL;
}

const void *envtab_rules_context(const envtab_rules *rules) { return rules->scope->schema->context; }

/* A struct is wrong when a row of it, or of a group in it, is. */
static void spread_wrong(struct envtab__table *table)
{
  for (size_t i = table->scope_count; i-- > 1;)
    if (table->scopes[i].wrong) table->scopes[table->scopes[i].parent].wrong = true;
}

ENVTAB_INTERNAL void envtab__check_rules(struct envtab__load *load)
{
  struct envtab__table *table = &load->table;

  size_t deepest = 0, checks = 0;

  for (size_t i = 0; i < table->scope_count; i++) {
    checks += table->scopes[i].schema->check != NULL;
    if (table->scopes[i].depth > deepest) deepest = table->scopes[i].depth;
  }
  if (!checks) return;
  spread_wrong(table);
  for (int depth = (int)deepest; depth >= 0; depth--)
    for (size_t i = 0; i < table->scope_count; i++) {
      const struct envtab__scope *scope = &table->scopes[i];
      struct envtab_rules rules = { load, scope };
      size_t before = load->report.problems;

      if (scope->depth != depth || !scope->schema->check || !scope->base || scope->wrong) continue;
      scope->schema->check(scope->base, &rules);
      if (load->report.problems == before) continue;
      for (size_t outer = i; outer; outer = table->scopes[outer].parent) table->scopes[outer].wrong = true;
      table->scopes[0].wrong = true;
    }
}
