/* Help for the terminal: each variable, what it is for, what it takes. */
#include <string.h>

#include "write/listing.h"

enum { HELP_WIDTH = 80, WIDEST_HELP_NAME = 28 };

static size_t width_of_listed(struct envtab__listing *listing)
{
  size_t width = 0;

  while (envtab__next_listed(listing)) {
    size_t length = strlen(listing->name);

    if (length > width && length <= WIDEST_HELP_NAME) width = length;
  }
  return width;
}

static void put_help_line(struct envtab__page *page, const char *text)
{
  envtab__pad(page, page->indent);
  envtab__put_words(page, text);
  envtab__new_line(page);
}

/* What it takes, what becomes of it when it is not set, and an example. */
static void put_terms(struct envtab__page *page, const struct envtab__listing *listing)
{
  char terms[2 * ENVTAB__TEXT], text[ENVTAB__TEXT];
  size_t used = envtab__put(terms, sizeof terms, envtab__taken(text, listing));

  used = envtab__append(terms, sizeof terms, used, " ");
  used = envtab__append(terms, sizeof terms, used, envtab__when_unset(text, listing));
  if (!listing->field->default_value && envtab__shown_example(text, listing->field)) {
    used = envtab__append(terms, sizeof terms, used, " For example: ");
    envtab__append(terms, sizeof terms, used, text);
  }
  put_help_line(page, terms);
}

static void put_help_variable(struct envtab__page *page, const struct envtab__listing *listing)
{
  char text[ENVTAB__TEXT];

  envtab__new_line(page);
  envtab__put_text(page, "  ");
  envtab__put_colour(page, ENVTAB__BOLD);
  envtab__put_text(page, listing->name);
  envtab__put_colour(page, ENVTAB__END_COLOUR);
  if (page->column + 2 > page->indent) envtab__new_line(page);
  put_help_line(page, envtab__purpose(text, listing));
  put_terms(page, listing);
}

ENVTAB_INTERNAL void envtab__write_help(struct envtab__listing *listing, FILE *file)
{
  struct envtab__page page;
  char text[ENVTAB__TEXT];

  envtab__begin_page(&page, file, HELP_WIDTH);
  envtab__put_words(&page, envtab__title(text, listing->root));
  envtab__new_line(&page);
  page.indent = width_of_listed(listing) + 4;
  while (envtab__next_listed(listing)) put_help_variable(&page, listing);
  envtab__end_page(&page);
}
