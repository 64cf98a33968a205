/* Rules across fields: the checks of the schemas whose fields are right, inner groups first. */
#include "load/rules.h"
#include "base/secret_bytes.h"
#include "value/credential.h"
#include "value/value.h"
#include "report/report.h"
#include "schema/names.h"
#include "config/head.h"
#include "load/state.h"

struct envtab_rules {
  struct envtab__load *load;
  const struct envtab__scope *scope;
};

/* The row whose member this is; NULL: there is none. */
static const struct envtab__row *row_of(const struct envtab__names *names, const void *member)
{
  for (size_t i = 0; i < names->row_count; i++) {
    const char *base = names->scopes[names->rows[i].scope].base;

    if (base && base + names->rows[i].field->offset == member) return &names->rows[i];
  }
  return NULL;
}

/* A copy of what a program says, as it may be shown: not where it quotes a credential. */
static const char *copy_shown(char *copy, const char *text, const char *instead)
{
  if (!text || envtab__looks_secret(text, envtab__length_of_secret(text))) text = instead;
  return text ? envtab__copy_message(copy, text) : NULL;
}

void envtab_rules_reject(envtab_rules *rules, const void *member, const char *reason, const char *hint)
{
  const struct envtab__names *names = &rules->load->names;
  const struct envtab__row *row = member ? row_of(names, member) : NULL;
  struct envtab_value *value = &rules->load->value; /* all values are read: it is free to hold the copies */
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_RULE, .at = SIZE_MAX,
    .reason = copy_shown(value->reason, reason, "breaks a rule"), .hint = copy_shown(value->hint, hint, NULL)
  };

  if (row) {
    problem.field = row->field;
    problem.source = (envtab_source)row->source;
    problem.name = envtab__used_name(names, row)->text;
    rules->load->sources[row - names->rows] |= ENVTAB__AGAINST_RULE;
  }
  envtab__report_problem(&rules->load->report, &problem, NULL, 0);
}

const char *envtab_rules_name(const envtab_rules *rules, const void *member)
{
  const struct envtab__row *row = row_of(&rules->load->names, member);

  return row ? envtab__used_name(&rules->load->names, row)->text : NULL;
}

const void *envtab_rules_context(const envtab_rules *rules) { return rules->scope->schema->context; }

/* A struct is wrong when a row of it, or of a group in it, is: its check would see members that were never read. */
static void spread_wrong(struct envtab__names *names)
{
  for (size_t i = names->scope_count; i-- > 1;)
    if (names->scopes[i].wrong) names->scopes[names->scopes[i].parent].wrong = true;
}

/* The deepest groups first: the check of a struct may rely on the checks of the groups in it. */
ENVTAB_INTERNAL void envtab__check_rules(struct envtab__load *load)
{
  struct envtab__names *names = &load->names;
  size_t deepest = 0, checks = 0;

  for (size_t i = 0; i < names->scope_count; i++) {
    checks += names->scopes[i].schema->check != NULL;
    if (names->scopes[i].depth > deepest) deepest = names->scopes[i].depth;
  }
  if (!checks) return;
  spread_wrong(names);
  for (int depth = (int)deepest; depth >= 0; depth--)
    for (size_t i = 0; i < names->scope_count; i++) {
      const struct envtab__scope *scope = &names->scopes[i];
      struct envtab_rules rules = { load, scope };
      size_t before = load->report.problems;

      if (scope->depth != depth || !scope->schema->check || !scope->base || scope->wrong) continue;
      scope->schema->check(scope->base, &rules);
      if (load->report.problems == before) continue;
      for (size_t outer = i; outer; outer = names->scopes[outer].parent) names->scopes[outer].wrong = true;
      names->scopes[0].wrong = true;
    }
}
