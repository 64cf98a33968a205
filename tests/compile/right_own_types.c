/* A type of the program's own: named in the row, and by its C type alone, in a list too. */
struct cidr { unsigned char address[4], bits; };
#define ENVTAB_OWN_TYPES(q) q struct cidr *: &cidr_type,
#define CIDR struct cidr, &cidr_type
#include <envtab.h>

static bool read_cidr(const envtab_type *self, envtab_value *value, void *member)
{
  (void)self, (void)member;
  return envtab_value_reject(value, ENVTAB_PROBLEM_MALFORMED, SIZE_MAX, NULL, NULL);
}

static const envtab_type cidr_type = {
  .name = "cidr", .expects = "a network such as 10.0.0.0/8", .size = sizeof(struct cidr), .read = read_cidr
};

struct config {
  struct cidr here, there;
  ENVTAB_LIST_OF(struct cidr) others;
  int number;
};
ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, here, "HERE", "A network."),
  ENVTAB_AS(struct config, there, CIDR, "THERE", "A network."),
  ENVTAB_LIST(struct config, others, "OTHERS", "Networks."),
  ENVTAB(struct config, number, "NUMBER", "A number."),
};
