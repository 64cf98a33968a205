/* flags: -fshort-enums */
/* An enum of one byte is read as what it is, by its C type. */
#include <envtab.h>

enum color { RED, GREEN };
struct config { enum color color; };
ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, color, "COLOR", "A color.", .choices = ENVTAB_CHOICES({ "red", RED }, { "green", GREEN })),
};
_Static_assert(sizeof(enum color) == 1, "short");
