/* group: a struct with a table of its own. The load walks into its table; there is no text to read. */
#include "internal.h"

const envtab_type envtab_type_group = { .name = "group", .expects = "a group of variables" };
