#!/bin/sh
# The benchmarks, in build/bench, of the library as meson builds it for users: ratios of this run. Nothing here passes or
# fails.
# Usage: sh tests/bench/run.sh [load [ROW...] | instructions | start | text | url | wrong]. "instructions" counts those of
# the loads, for machines whose clock is noisy; it and "text" need valgrind, "url" libpq, librabbitmq, liburiparser and
# libcurl.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out="$root/build/bench"
what=${1:-all}
[ $# -eq 0 ] || shift
mkdir -p "$out"
cd "$out"

{ [ -f build.ninja ] || CC=gcc meson setup . "$root"; meson compile envtab:static_library envtab:shared_library; } >setup.log 2>&1 ||
  { cat setup.log; exit 1; }
library=$out/libenvtab.a

build() {
  gcc -std=gnu11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror \
    -I"$root/include" -I"$root/lib" "$@"
}
wanted() { [ "$what" = all ] || [ "$what" = "$1" ]; }

# instructions FUNCTION PROGRAM...: prints how many the function took, with all that it called; then what was printed.
instructions() {
  function=$1
  shift
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$function" "$@" 2>&1 |
    sed -n 's/^==.*Collected : //p; t; /^==/!p' | sort -n -r | tr '\n' ' '
}

if wanted load || wanted instructions; then
  build "$here"/bench_load.c "$here"/setting.c "$here"/hand.c "$library" -o bench_load \
    -Wl,--wrap=malloc,--wrap=strdup,--wrap=mmap,--wrap=mprotect,--wrap=madvise,--wrap=munmap
fi

if wanted load; then
  echo "== loads, hot: nanoseconds, medians"
  ./bench_load "$@"
fi

if wanted instructions; then
  echo "== loads, hot: instructions; the goals are for the time"
  printf '%-23s %10s %10s %10s  envtab/hand\n' fields/variables hand envtab sealed
  for table in '' ' services' ' url-as-string'; do
    for size in 8/20 32/200 256/2000; do
      row=$size$table
      for contender in hand envtab sealed; do
        set -- $(instructions counted_run ./bench_load once "$contender" "$row")
        eval "$contender=\$1"
      done
      awk -v row="$row" -v hand="$hand" -v envtab="$envtab" -v sealed="$sealed" -v goal="${2-} ${3-}" 'BEGIN {
        printf "%-23s %10d %10d %10d  %7.3f  %s\n", row, hand, envtab, sealed, envtab / hand, goal }'
    done
  done
fi

if wanted start; then
  echo "== starts"
  strip -o stripped.so libenvtab.so.0
  echo 'int main(void) { return 0; }' >empty.c
  build empty.c -o empty
  build empty.c -Wl,--no-as-needed ./stripped.so -Wl,-rpath,"$out" -o linked
  build "$here"/first.c "$here"/setting.c "$here"/hand.c ./stripped.so -Wl,-rpath,"$out" -o first
  build "$here"/bench_start.c "$here"/setting.c "$library" -o bench_start
  ./bench_start "$out"
fi

if wanted url; then
  echo "== URLs"
  build $(pkg-config --cflags libpq) "$here"/bench_url.c "$library" -lpq -lrabbitmq -luriparser -lcurl -o bench_url
  ./bench_url
fi

if wanted text; then
  echo "== instructions of a load as its text doubles, goal 2.2: 64 KiB and 128 KiB, 256 and 512 where keys are many"
  build "$here"/bench_text.c "$library" -o bench_text
  for row in $(./bench_text); do
    case $row in pairs* | url-parameter*) size=262144 ;; *) size=65536 ;; esac
    set -- $(instructions envtab_load ./bench_text "$row" $size) $(instructions envtab_load ./bench_text "$row" $((2 * size)))
    awk -v row="$row" -v size=$size -v few="$1" -v verdict="$2" -v many="$3" 'BEGIN {
      printf "%-22s %-9s %10d %10d  %6.1f a byte  growth %.2f  %s\n", row, verdict, few, many, many / size / 2, many / few,
        many / few <= 2.2 ? "reached" : "MISSED" }'
  done
fi

if wanted wrong; then
  echo "== milliseconds of a load in which much is wrong, as it doubles: the last is to take less than 50, growth 2"
  build "$here"/bench_wrong.c "$library" -o bench_wrong
  printf '%-16s %12s %12s %12s  growth\n' fields/variables 1250/2500 2500/5000 5000/10000
  for row in $(./bench_wrong); do
    set -- $(for size in 1250 2500 5000; do ./bench_wrong "$row" $size time; done)
    awk -v row="$row" -v small="$1" -v middle="$2" -v large="$3" 'BEGIN {
      printf "%-16s %12.1f %12.1f %12.1f  %.2f %.2f  %s\n", row, small, middle, large, middle / small, large / middle,
        large < 50 ? "reached" : "MISSED" }'
  done
fi
