/* The header alone, before anything else, twice. */
#include <envtab.h>
#include <envtab.h>
