/* The migrations: the files of sql/, in the order of their names, made into an array by migrations.awk. */
#ifndef ORDERS_MIGRATE_H
#define ORDERS_MIGRATE_H

struct migration {
  const char *name, *sql;
};

extern const struct migration migrations[]; /* the last has no name */

#endif
