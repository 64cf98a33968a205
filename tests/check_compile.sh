#!/bin/sh
# What must compile does, and what must not does not, for the reason that its first line expects: tests/compile.
. "$(dirname "$0")/check.sh"
cd "$root/tests/compile" || exit 1

compilers='gcc clang musl-gcc i686-linux-gnu-gcc'
warnings='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'

# The text of a comment at the start of a line of the file: "/* KEY: text */".
note() { sed -n "s,^/\* $1: \(.*\) \*/\$,\1,p" "$2"; }
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
refuses() # FILE: all compilers, each with an error that matches
{
  reason=$(note expect "$1")
  [ -n "$reason" ] || { echo "no line /* expect: ... */"; return 1; }
  for each in $compilers; do
    if compile "$each" c11 "$1" >"$work/messages" 2>&1; then echo "$each compiles it"; return 1; fi
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
for file in wrong_*.c; do expect "no compiler takes $file" refuses "$file"; done

expect "the pair is written" python3 "$root/lib/pair.py" "$work/pair"
for each in $compilers x86_64-w64-mingw32-gcc; do
  expect "$each compiles the pair" compile "$each" c11 -O2 -Wmissing-prototypes "$work/pair/envtab.c"
done
expect "a DLL may show its pair" compile x86_64-w64-mingw32-gcc c11 "-DENVTAB_API=__declspec(dllexport)" "$work/pair/envtab.c"
finish
