#!/bin/sh
# Benchmarks: ratios of one run each, printed beside their goals; never a test. Needs gcc, and an idle machine.
# usage: sh tests/bench/run.sh [FIELDS/VARIABLES...]    such as 32/200; none: all
set -eu
cd "$(dirname "$0")/../.."
out=build/bench
mkdir -p $out
[ -f $out/meson/build.ninja ] || meson setup $out/meson >$out/setup.log
meson compile -C $out/meson >$out/compile.log

echo "== loading: a loop of getenv by hand, a bare pass, envtab in the caller's memory, envtab sealed"
gcc -O2 -std=gnu11 -D_GNU_SOURCE -Iinclude -Itests/bench tests/bench/bench_load.c tests/bench/hand.c tests/bench/setting.c \
  $out/meson/libenvtab.a -Wl,--wrap=malloc,--wrap=strdup,--wrap=mmap,--wrap=mmap64,--defsym=__wrap_mmap64=__wrap_mmap \
  -Wl,--wrap=mprotect,--wrap=madvise,--wrap=munmap -o $out/load
$out/load "$@"

echo "== starting: an empty program, and one that is linked to libenvtab.so"
echo 'int main(void) { return 0; }' >$out/empty.c
gcc -O2 $out/empty.c -o $out/empty
gcc -O2 $out/empty.c -Wl,--no-as-needed -L$out/meson -lenvtab -Wl,-rpath,"$PWD/$out/meson" -o $out/linked
gcc -O2 -std=gnu11 -D_GNU_SOURCE tests/bench/bench_start.c -o $out/start
$out/start $out/empty $out/linked 1.25
