/* A table of one field, made from the cells of a row of tests/tables. */
#include <stdlib.h>
#include <string.h>

#include "row_from_tsv.h"

static size_t take_choices(struct made *made, char *list)
{
  size_t count = 0;
  char *item;

  while ((item = strsep(&list, "|")) != NULL) {
    char *number = strrchr(item, ':');

    ck_assert_ptr_nonnull(number);
    *number++ = '\0';
    made->choices[count].name = item;
    made->choices[count++].value = atoll(number);
    ck_assert_uint_lt(count, 40);
  }
  made->field.choices = made->choices;
  return count;
}

static void take_option(struct made *made, char *option)
{
  envtab_field *field = &made->field;
  char *value = strchr(option, '=');

  if (value) {
    *value++ = '\0';
    value = hold(unescape(value, NULL));
  }
  if (!strcmp(option, "unit")) field->unit = value;
  else if (!strcmp(option, "min")) field->min = value;
  else if (!strcmp(option, "max")) field->max = value;
  else if (!strcmp(option, "min_length")) field->min_length = (size_t)atoll(value);
  else if (!strcmp(option, "max_length")) field->max_length = (size_t)atoll(value);
  else if (!strcmp(option, "choices")) take_choices(made, value);
  else if (!strcmp(option, "secret")) field->secret = true;
  else if (!strcmp(option, "raw")) field->raw = true;
  else if (!strcmp(option, "optional")) field->optional = true;
  else if (!strcmp(option, "from_file")) field->from_file = true;
  else if (!strcmp(option, "default")) field->default_value = value;
  else if (!strcmp(option, "example")) field->example = value;
  else if (!strcmp(option, "deprecated")) made->deprecated[0] = value, field->deprecated = made->deprecated;
  else if (!strcmp(option, "empty"))
    field->empty = !strcmp(value, "value") ? ENVTAB_EMPTY_IS_VALUE : ENVTAB_EMPTY_IS_ERROR;
  else ck_abort_msg("unknown option %s", option);
}

struct made *make(const char *type, const char *options)
{
  struct made *made = hold(calloc(1, sizeof *made));
  char *rest, *option;

  made->field.name = "V";
  made->field.help = "A value.";
  if (strncmp(type, "list:", 5) == 0) {
    made->field.element = type_named(type + 5);
    ck_assert_msg(made->field.element != NULL, "no type %s", type);
    made->field.element_size = made->field.element->size;
    type = "list";
  }
  made->field.type = type_named(type);
  ck_assert_msg(made->field.type != NULL, "no type %s", type);
  made->field.size = made->field.type->size;
  rest = made->options = hold(strdup(options));
  if (strcmp(options, "-") != 0)
    while ((option = strsep(&rest, " ")) != NULL) take_option(made, option);
  made->schema = (envtab_schema){ .name = "test",
                                  .fields = &made->field,
                                  .count = 1,
                                  .field_size = sizeof made->field,
                                  .size = made->field.size,
                                  .alignment = 16 };
  return made;
}

const void *load_text(const struct made *made, const char *text, size_t length, struct report *report)
{
  char *entry = malloc(length + 3);
  const char *const environment[] = { entry, NULL };
  envtab_options options = { .environment = environment, .sink = note, .context = report };
  const void *config;

  memcpy(entry, "V=", 2);
  memcpy(entry + 2, text, length + 1);
  config = envtab_load(&made->schema, &options);
  free(entry);
  return config;
}
