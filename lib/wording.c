/* The words for what is wrong with a row. */
#include <string.h>

#include "engine.h"

static const char *name_of(const struct envtab__load *load, size_t name) { return load->table.names[name].text; }

/* Reports a problem of a row whose text was not read at all. */
static void tell_row(struct envtab__load *load, const struct envtab__row *row, envtab_code code, const char *reason,
                     const char *hint)
{
  envtab_problem problem = { .code = code,
                             .warning = code == ENVTAB_PROBLEM_FORMER_NAME,
                             .field = row->field,
                             .source = (envtab_source)row->source,
                             .name = name_of(load, row->used),
                             .reason = reason,
                             .hint = hint,
                             .at = SIZE_MAX };

  envtab__tell(&load->report, &problem, NULL, 0);
}

/* The help as the end of a sentence: "Signs the cookie." goes on as "signs the cookie." */
static void put_help(char *out, size_t capacity, const char *start, const char *help)
{
  size_t used = envtab__put(out, capacity, start);

  if (!help || !*help || used >= capacity) return;
  snprintf(out + used, capacity - used, ": %s", help);
  if (envtab__is_upper(help[0]) && !envtab__is_upper(help[1])) {
    char *first = strchr(out, ':') + 2;

    *first = envtab__to_lower(*first);
  }
  used = strlen(out);
  if (out[used - 1] == '.') out[used - 1] = '\0'; /* the sink ends the sentence */
}

static void put_example(char *out, size_t capacity, const char *name, const envtab_field *field)
{
  char least[48] = "";

  if (field->min_length)
    snprintf(least, sizeof least, ", of at least %zu %s", field->min_length, field->element ? "items" : "bytes");
  if (field->example) snprintf(out, capacity, "For example: %s=%s", name, field->example);
  else if (field->element)
    snprintf(out, capacity, "It takes a list with commas, each item %s%s.", field->element->expects, least);
  else snprintf(out, capacity, "It takes %s%s.", field->type->expects, least);
  envtab__make_printable(out);
}

static void tell_missing(struct envtab__load *load, const struct envtab__row *row)
{
  char reason[ENVTAB__WORDS], hint[ENVTAB__WORDS], near[128];
  const char *name = name_of(load, row->used);

  put_help(reason, sizeof reason, "is not set. It is required", row->field->help);
  if (row->from.near) {
    envtab__escape(near, sizeof near, row->from.near, envtab__name_length(row->from.near));
    snprintf(hint, sizeof hint, "%s is set: is %s meant?", near, name);
  } else {
    put_example(hint, sizeof hint, name, row->field);
  }
  tell_row(load, row, ENVTAB_PROBLEM_MISSING, reason, hint);
}

static void tell_empty(struct envtab__load *load, const struct envtab__row *row)
{
  char reason[ENVTAB__WORDS];

  if (row->field->fallback || row->field->optional) {
    tell_row(load, row, ENVTAB_PROBLEM_EMPTY, "is set, but empty", "Give it a value, or remove it.");
    return;
  }
  put_help(reason, sizeof reason, "is set, but empty. It is required", row->field->help);
  tell_row(load, row, ENVTAB_PROBLEM_EMPTY, reason,
           "A template or CI job leaves it empty when what it is made from is not set.");
}

static void tell_conflict(struct envtab__load *load, const struct envtab__row *row)
{
  const struct envtab__name *names = load->table.names, *second = &names[row->used], *first = &names[row->length];
  char reason[ENVTAB__WORDS], hint[ENVTAB__WORDS];

  if (first->kind == ENVTAB__NAME && second->kind == ENVTAB__FORMER) {
    snprintf(reason, sizeof reason, "is set as well as %s, to another value", first->text);
    snprintf(hint, sizeof hint, "It is the former name of %s: remove it.", first->text);
  } else {
    snprintf(reason, sizeof reason, "is set as well as %s", first->text);
    snprintf(hint, sizeof hint, "Remove one of the two.");
  }
  tell_row(load, row, ENVTAB_PROBLEM_CONFLICT, reason, hint);
}

ENVTAB_INTERNAL void envtab__tell_former(struct envtab__load *load, const struct envtab__row *row)
{
  char reason[ENVTAB__WORDS], hint[ENVTAB__WORDS];
  uint8_t kind = load->table.names[row->used].kind;
  const char *name = name_of(load, (size_t)row->name + (kind == ENVTAB__FORMER_FILE));

  snprintf(reason, sizeof reason, "is the former name of %s, and still read", name);
  snprintf(hint, sizeof hint, "Rename it to %s.", name);
  tell_row(load, row, ENVTAB_PROBLEM_FORMER_NAME, reason, hint);
}

ENVTAB_INTERNAL void envtab__tell_file(struct envtab__load *load, const struct envtab__row *row, int why)
{
  const struct envtab__name *name = &load->table.names[row->used];
  bool hidden = envtab__is_hidden(row->field); /* people put the secret where its path belongs */
  envtab_problem problem = {
    .code = ENVTAB_PROBLEM_FILE, .field = row->field, .source = (envtab_source)row->source, .name = name->text,
    .reason = envtab__file_reason(why), .at = SIZE_MAX,
    .hint = hidden ? "The path is not shown: it may be the secret itself." : NULL
  };

  envtab__tell(&load->report, &problem, hidden ? NULL : name->value, strlen(name->value));
}

ENVTAB_INTERNAL void envtab__tell_empty_file(struct envtab__load *load, const struct envtab__row *row)
{
  tell_row(load, row, ENVTAB_PROBLEM_EMPTY, "names a file that is empty", NULL);
}

ENVTAB_INTERNAL void envtab__tell_unreadable(struct envtab__load *load, const struct envtab__row *row)
{
  switch ((enum envtab__state)row->state) {
  case ENVTAB__MISSING: tell_missing(load, row); break;
  case ENVTAB__EMPTY: tell_empty(load, row); break;
  case ENVTAB__CONFLICT: tell_conflict(load, row); break;
  case ENVTAB__UNREADABLE: envtab__tell_file(load, row, row->from.file); break;
  default:
    tell_row(load, row, ENVTAB_PROBLEM_TWICE, "stands twice in the environment",
             "Programs differ in which one they read: set it once.");
  }
}

/* ---- A text that was read and rejected ---- */

/* text: NULL: it may not be shown. */
static void put_reason(char *out, size_t capacity, const struct envtab_value *value, bool fallback, bool own_words,
                       const char *path, const char *text)
{
  size_t used = envtab__put(out, capacity, fallback ? "has a .fallback that " : path ? "names a file whose text " : "");

  if (own_words) snprintf(out + used, capacity - used, "is not %s", value->field->type->expects);
  else envtab__put_reason(out + used, capacity - used, value, text);
}

/* What the field takes, when nothing better is known; false: that is not known either. */
static bool put_accepted(char *out, size_t capacity, const char *name, const envtab_field *field, bool range)
{
  if (field->example) put_example(out, capacity, name, field);
  else if (range && !(field->min && field->max)) return false; /* the reason named the one bound there is */
  else if (field->min && field->max) snprintf(out, capacity, "It takes %s to %s.", field->min, field->max);
  else if (field->min) snprintf(out, capacity, "It takes %s and more.", field->min);
  else if (field->max) snprintf(out, capacity, "It takes up to %s.", field->max);
  else return false;
  envtab__make_printable(out);
  return true;
}

/*
 * A reader's words may hold parts of the text. They are told only where the text itself may be shown, or where the type
 * is a secret's and its reader knows what it says.
 */
ENVTAB_INTERNAL void envtab__tell_rejection(struct envtab__report *report, const struct envtab_value *value,
                                            const char *name, envtab_source source, const char *path, const char *text,
                                            size_t length)
{
  const envtab_field *field = value->field;
  bool hidden = envtab__is_hidden(field) || envtab__may_hold_password(text, length);
  bool careful = field->type->secret && !field->secret, own_words = hidden && !careful && value->by_reader;
  bool fallback = source == ENVTAB_SOURCE_FALLBACK;
  struct envtab__clue clue = { text, length, name, field, field->element ? field->element : field->type };
  char reason[2 * ENVTAB__WORDS], hint[2 * ENVTAB__WORDS];
  envtab_problem problem = { .code = fallback ? ENVTAB_PROBLEM_SCHEMA : value->code,
                             .field = field,
                             .source = source,
                             .name = name,
                             .reason = reason,
                             .at = hidden && !(careful && value->by_reader) ? SIZE_MAX : value->at };

  put_reason(reason, sizeof reason, value, fallback, own_words, path, hidden ? NULL : text);
  problem.hint = hint;
  if (envtab__hint(&clue, true, hint, sizeof hint)) problem.hint = hint;
  else if (*value->hint && !own_words && !(hidden && value->code == ENVTAB_PROBLEM_CHOICE)) problem.hint = value->hint;
  else if (!envtab__hint(&clue, false, hint, sizeof hint) &&
           !put_accepted(hint, sizeof hint, name, field, value->code == ENVTAB_PROBLEM_RANGE))
    problem.hint = own_words ? "What is wrong with it is not told, as that could show the value." : NULL;
  if (problem.code == ENVTAB_PROBLEM_SCHEMA)
    problem.hint = "The program's own table is wrong: its developers must mend it.";
  if (path) text = path, length = strlen(path);
  envtab__tell(report, &problem, hidden ? NULL : text, length);
}
