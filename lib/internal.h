/*
 * Read this first. lib/ has a folder for each concern; a folder uses those above it in this list, never one below:
 *
 *   base/     text, numbers, memory and output; knows nothing of envtab
 *   value/    one value: what its reader may do, what every text must be, what may be shown
 *   types/    a file for each type whose text is not an address
 *   url/      hosts, endpoints, URLs, and the URLs of backing services
 *   report/   problems: what they say, and how they are printed
 *   schema/   a program's table: the walk over it, its defects, its names in an index
 *   config/   a loaded struct, read
 *   load/     one load, step by step: load.c is the list of the steps
 *   write/    what a table writes, and the config command
 *
 * A module is NAME.c with its NAME.h beside it; a type has no header, as it is known by its type object in envtab.h.
 * tests/checks/order.sh fails when an include or a call breaks the order, or goes in a circle.
 *
 * A new type: one file in types/, after types/uuid.c for example, and its name in meson.build; its declaration, and its
 * ENVTAB_ name if its C type has another reader, in include/envtab.h; its symbol in envtab.map. Nothing else in lib/
 * knows a type by name. tests/README.md says how to test it. A new hint: a row in report/causes.c.
 *
 * The pair makes one file of all: static functions and macros of two files must not have the same name.
 */
#ifndef ENVTAB_INTERNAL_H
#define ENVTAB_INTERNAL_H

#include <envtab.h>

/* Before a function and a datum that modules share: in the pair, where all files are one, both are static. */
#ifndef ENVTAB_INTERNAL
#define ENVTAB_INTERNAL
#define ENVTAB_INTERNAL_DATA extern
#else
#define ENVTAB_INTERNAL_DATA ENVTAB_INTERNAL
#endif

/* Before a function that runs only when something is wrong, or seldom: built for size, apart from what runs for all. */
#ifdef __GNUC__
#define ENVTAB_COLD __attribute__((cold))
#else
#define ENVTAB_COLD
#endif

/* The alignment that is enough for any type: max_align_t asks for no more anywhere, but C99 and tcc do not have it. */
enum { ENVTAB__MAX_ALIGN = 16 };

#endif
