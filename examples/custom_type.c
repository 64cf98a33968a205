/* How do I write a type of my own? A network such as 10.0.0.0/8, alone and in lists. */
#include <stdint.h>

struct cidr { uint32_t network; unsigned bits; };
#define ENVTAB_OWN_TYPES(q) q struct cidr *: &cidr_type, /* now ENVTAB() and ENVTAB_LIST() know the type */
#include <envtab.h>

/* Reads a whole number up to most, without leading zeros, and the byte after it. */
static bool read_number(const char **at, unsigned most, char after, unsigned *number)
{
  const char *start = *at;

  for (*number = 0; **at >= '0' && **at <= '9' && *number <= most; ++*at)
    *number = *number * 10 + (unsigned)(**at - '0');
  if (*at == start || (*start == '0' && *at > start + 1) || *number > most || **at != after) return false;
  ++*at;
  return true;
}

/* cidr = number "." number "." number "." number "/" bits */
static bool read_cidr(const envtab_type *self, envtab_value *value, void *member)
{
  const char *text = envtab_value_text(value, NULL), *at = text; /* a private copy: a member could point into it */
  struct cidr *cidr = member;

  (void)self;
  for (int i = 0; i < 5; i++) {
    if (!read_number(&at, i < 4 ? 255 : 32, ".../"[i], &cidr->bits))
      return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, (size_t)(at - text), NULL, NULL); /* "is not" .expects */
    if (i < 4) cidr->network = cidr->network << 8 | cidr->bits;
  }
  if (((uint64_t)cidr->network << cidr->bits & UINT32_MAX) == 0) return true;
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, "is an address in a network, not a network",
                       "The number after the slash counts the bits that are kept: write zeros for the others.");
}

static size_t show_cidr(const envtab_type *self, const envtab_field *field, const void *member, char *out,
                        size_t capacity)
{
  unsigned n = ((const struct cidr *)member)->network, bits = ((const struct cidr *)member)->bits;

  (void)self, (void)field;
  return (size_t)snprintf(out, capacity, "%u.%u.%u.%u/%u", n >> 24, n >> 16 & 255, n >> 8 & 255, n & 255, bits);
}
static const envtab_type cidr_type = { .name = "cidr", .expects = "a network such as 10.0.0.0/8",
                                       .size = sizeof(struct cidr), .read = read_cidr, .show = show_cidr };

struct config { struct cidr home; ENVTAB_LIST_OF(struct cidr) trusted; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, home, "HOME_NETWORK", "Where the service runs.", .default_value = "10.0.0.0/8"),
  ENVTAB_LIST(struct config, trusted, "TRUSTED_NETWORKS", "Whose requests are trusted."),
};
static ENVTAB_SCHEMA(struct config, schema, fields, "gate");

int main(void)
{
  const void *config = envtab_load_or_exit(&schema, NULL);
  envtab_show(config, stdout);
  envtab_free(config);
  return 0;
}
