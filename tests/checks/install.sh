#!/bin/sh
# envtab as its users get it: installed and found by pkg-config, shared and static; as the pair; as a meson subproject.
. "$(dirname "$0")/../tools/check.sh"
cd "$work" || exit 1

cat >program.c <<'END'
#include <envtab.h>
struct config { int number; };
static const envtab_field fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static const envtab_schema schema = ENVTAB_SCHEMA(struct config, fields, "program");
ENVTAB_LOADER(load_config, struct config, schema)
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
