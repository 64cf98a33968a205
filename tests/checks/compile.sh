#!/bin/sh
# What must compile does, and what must not does not, for the reason that its first line expects: tests/compile.
. "$(dirname "$0")/../tools/check.sh"
cd "$root/tests/compile" || exit 1

compilers='gcc clang musl-gcc i686-linux-gnu-gcc'

# The text of a comment at the start of a line of the file: "/* KEY: text */", in C++ "// KEY: text".
note() { sed -n "s,^/\* $1: \(.*\) \*/\$,\1,p; s,^// $1: ,,p" "$2"; }
# The clients' headers are there for the compilers of this machine alone.
clients=$(pkg-config --cflags libpq hiredis librabbitmq)
needs_clients() { grep -q '#include <envtab/' "$1"; }
flags() { note flags "$1"; if needs_clients "$1"; then echo "$clients"; fi; }
compilers_of() { if needs_clients "$1"; then echo gcc clang; else echo "$compilers"; fi; }

compile() # COMPILER STANDARD FILE...
{
  compiler=$1
  standard=$2
  shift 2
  $compiler -std="$standard" $warnings -fsyntax-only -I"$root/include" "$@"
}
# FILE STANDARD COMPILER...: all of them, each with an error that matches. With the flags -Wno-error in the file it is an
# error whatever the program is compiled with.
refuses()
{
  file=$1 standard=$2
  shift 2
  reason=$(note expect "$file")
  [ -n "$reason" ] || { echo "no line /* expect: ... */"; return 1; }
  for each; do
    if compile "$each" "$standard" $(flags "$file") "$file" >"$work/messages" 2>&1; then
      echo "$each compiles it"
      return 1
    fi
    grep -E 'error: ' "$work/messages" | grep -qE -e "$reason" ||
      { echo "$each says, and not $reason:"; cat "$work/messages"; return 1; }
  done
}

for file in right_*.c; do
  for each in $(compilers_of "$file"); do
    for standard in c11 c17 c2x; do
      expect "$each -std=$standard compiles $file" compile "$each" $standard $(flags "$file") "$file"
    done
  done
done
for each in g++ clang++; do
  for standard in c++11 c++17 c++20; do
    for file in right_*.cpp; do
      expect "$each -std=$standard compiles $file" compile "$each" $standard $(flags "$file") "$file"
    done
  done
done
for header in "$root"/include/envtab/*.h; do
  name=$(basename "$header")
  printf '#include <envtab/%s>\n#include <envtab/%s>\n' "$name" "$name" | tee "$work/alone.c" >"$work/alone.cpp"
  for each in gcc clang; do
    expect "$each compiles envtab/$name alone, twice" compile $each c11 $clients "$work/alone.c"
    expect "$each compiles it as C++" compile $each c++11 $clients "$work/alone.cpp"
  done
done
for file in wrong_*.c; do expect "no compiler takes $file" refuses "$file" c11 $compilers; done
for file in wrong_*.cpp; do expect "no compiler takes $file" refuses "$file" c++11 g++ clang++; done

# tcc has no standards and few warnings, but all of C that the header uses.
for file in right_*.c; do
  [ -z "$(flags "$file")" ] || continue
  expect "tcc compiles $file" tcc -Wall -Werror -I"$root/include" -c -o "$work/tcc.o" "$file"
done

write_pair "$work/pair"
for each in $compilers x86_64-w64-mingw32-gcc; do
  expect "$each compiles the pair" compile "$each" c11 -O2 -Wmissing-prototypes "$work/pair/envtab.c"
done
# Before C11 what the header needs of it is an extension.
for standard in c99 gnu99; do
  expect "gcc -std=$standard compiles the pair" \
    gcc -std=$standard -Wall -Wextra -Werror -O2 -c -o "$work/envtab.o" "$work/pair/envtab.c"
  expect "gcc -std=$standard compiles right_table.c" \
    gcc -std=$standard -Wall -Wextra -Werror -I"$work/pair" -c -o "$work/table.o" right_table.c
done
expect "tcc compiles the pair" tcc -Wall -Werror -c -o "$work/envtab.o" "$work/pair/envtab.c"

shares_a_header() # CC CXX
{
  mkdir -p "$work/shared" && rm -f "$work"/shared/* || return 1
  for file in "$work/pair/envtab.c" right_shared_*.c; do
    $1 -std=c11 -I"$work/pair" -c -o "$work/shared/$(basename "$file").o" "$file" || return 1
  done
  $2 -std=c++11 -I"$work/pair" -o "$work/shared/program" right_shared.cpp "$work"/shared/*.o && "$work/shared/program"
}
expect "C files and a C++ file load by one header (gcc)" shares_a_header gcc g++
expect "C files and a C++ file load by one header (clang)" shares_a_header clang clang++
expect "a DLL may show its pair" compile x86_64-w64-mingw32-gcc c11 "-DENVTAB_API=__declspec(dllexport)" "$work/pair/envtab.c"
finish
