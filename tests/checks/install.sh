#!/bin/sh
# envtab as its users get it: installed and found by pkg-config, shared and static; as the pair; as a meson subproject.
. "$(dirname "$0")/../tools/check.sh"
cd "$work" || exit 1

cat >program.c <<'END'
#include <envtab.h>
struct config { int number; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static ENVTAB_SCHEMA(struct config, schema, fields, "program");
ENVTAB_LOADER(load_config, struct config, schema);
int main(void)
{
  printf("%s %s %d\n", envtab_version(), ENVTAB_VERSION, load_config_or_exit(NULL)->number);
  return 0;
}
END
version=$(sed -n "s/^ *version: '\([^']*\)'.*/\1/p" "$root/meson.build")
prefix=$work/prefix
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"

install()
{
  meson setup --prefix "$prefix" --libdir lib build "$root" &&
    meson compile -C build envtab:shared_library envtab:static_library && meson install -C build --no-rebuild
}
installed() { (cd "$prefix" && find . ! -type d | sort | tr '\n' ' '); }
files="./include/envtab.h ./include/envtab/adapter.h ./include/envtab/hiredis.h ./include/envtab/libpq.h \
./include/envtab/rabbitmq.h ./lib/libenvtab.a ./lib/libenvtab.so ./lib/libenvtab.so.0 ./lib/pkgconfig/envtab.pc \
./share/man/man3/envtab.3 ./share/man/man7/envtab-config.7 "
link() { program=$1; shift; cc -std=c11 -Wall -Wextra -Wpedantic -Werror -o "$program" "$@"; }
# Runs the program: the library's version is the header's and the build's, and the config is loaded.
runs() { test "$(env -i LD_LIBRARY_PATH="$prefix/lib" NUMBER=42 "$1")" = "$version $version 42"; }
static_alone() { ! readelf -d "$1" | grep NEEDED; }

expect "meson installs it" install
expect "the files are these: $files" test "$(installed)" = "$files"
expect "the installed headers are the public ones" diff -r "$root/include" "$prefix/include"
expect "man finds envtab(3)" man -M "$prefix/share/man" 3 envtab
expect "man finds envtab-config(7)" man -M "$prefix/share/man" 7 envtab-config
expect "pkg-config tells the version, $version" test "$(pkg-config --modversion envtab)" = "$version"
expect "envtab.pc requires nothing" test -z "$(pkg-config --print-requires --print-requires-private envtab)"
expect "a program links the shared library" link ./shared program.c $(pkg-config --cflags --libs envtab)
expect "it runs" runs ./shared
expect "a program links the static library" link ./static program.c -static $(pkg-config --static --cflags --libs envtab)
expect "it runs" runs ./static
expect "it needs no shared library" static_alone ./static

# The adapters, with the flags that pkg-config tells for envtab and the client together.
for adapter in libpq hiredis rabbitmq; do
  client=$(echo $adapter | sed s/rabbitmq/librabbitmq/)
  flags=$(pkg-config --cflags --libs envtab $client)
  printf '#include <envtab/%s.h>\nint main(void) { return 0; }\n' $adapter >$adapter.c
  expect "a program includes the adapter for $client" link ./$adapter $adapter.c $flags
done

write_pair pair
expect "the pair is the same each time" sh -c "python3 '$root/lib/pair.py' again && diff -r pair again"
expect "a program holds the pair" link ./pair/program -Ipair program.c pair/envtab.c
expect "it runs" runs ./pair/program

# ---- Two libraries in one process, each with a pair of another version ----

cat >carrier.c <<'END'
#include "envtab.h"
struct config { int number; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static ENVTAB_SCHEMA(struct config, schema, fields, "carrier");
__attribute__((visibility("default"))) const char *CARRIER(void);
const char *CARRIER(void)
{
  const void *config = envtab_load(&schema, NULL);
  const char *version = config ? envtab_version() : "no config";

  envtab_free(config);
  return version;
}
END
cat >carried.c <<'END'
#include <stdio.h>
const char *first(void);
const char *second(void);
int main(void) { return printf("%s %s\n", first(), second()) < 0; }
END
# carrier LIBRARY VERSION OPTION...: lib/LIBRARY.so with a pair of this version, whose function LIBRARY() gives it.
carrier()
{
  carrier=$1 of=$2
  shift 2
  mkdir -p "$carrier.pair" && cp pair/envtab.c "$carrier.pair" &&
    sed "s/^#define ENVTAB_VERSION \"[^\"]*\"/#define ENVTAB_VERSION \"$of\"/" pair/envtab.h >"$carrier.pair/envtab.h" &&
    link "lib$carrier.so" -shared -fPIC -DCARRIER="$carrier" "$@" -I"$carrier.pair" carrier.c "$carrier.pair/envtab.c"
}
carriers() # OPTION...: both libraries, and a program that links both
{
  carrier first 9.9.1 "$@" && carrier second 9.9.2 "$@" && link ./carried carried.c -L. -lfirst -lsecond -Wl,-rpath,"$work"
}
each_runs_its_own() { test "$(env -i NUMBER=42 ./carried)" = "9.9.1 9.9.2"; }
exported() { nm -D --defined-only "$1" | awk '$3 ~ /^envtab/ { print $3 }' | sort; }
exports_nothing() { test -z "$(exported libfirst.so)" && nm -D libfirst.so | grep -q ' T first$'; }
shown='-DENVTAB_API=__attribute__((visibility("default")))'

expect "two libraries carry pairs of two versions" carriers
expect "each runs its own" each_runs_its_own
expect "the pair is not exported" exports_nothing
expect "two libraries with -fvisibility=hidden say -DENVTAB_API=" carriers -DENVTAB_API= -fvisibility=hidden
expect "each runs its own" each_runs_its_own
expect "the pair is not exported" exports_nothing
expect "a library shows its pair" carrier first 9.9.1 "$shown"
exported libfirst.so >shown.txt
exported "$prefix/lib/libenvtab.so" | sed 's/@.*//' | grep -v '^envtab_*[0-9]' | sort >installed.txt
expect "it exports what the shared library exports" diff installed.txt shown.txt

mkdir -p user/subprojects/envtab
cp -R "$root/lib" "$root/include" "$root/meson.build" "$root/LICENSE" user/subprojects/envtab
cp program.c user
cat >user/meson.build <<'END'
project('user', 'c', default_options: 'c_std=c11')
executable('user', 'program.c', dependencies: dependency('envtab'))
END
unset PKG_CONFIG_PATH
expect "a meson project takes it as a subproject" sh -c "meson setup user/build user && meson compile -C user/build"
expect "it runs" runs user/build/user
finish
