#!/bin/sh
# The time of a load does not run away when thousands of names are wrong, or were chosen to make it slow: for twice the
# fields and variables it takes about twice the instructions at most, and never more than a fraction of a second has.
# usage: tests/checks/growth.sh BUILD_FOLDER (of meson, without sanitizers)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/growth.sh BUILD_FOLDER}" && pwd) || exit 1

cc -std=gnu11 -D_GNU_SOURCE -O2 $warnings -I"$root/include" -I"$root/lib" "$root/tests/bench/bench_wrong.c" \
  "$build/libenvtab.a" -o "$work/wrong" || exit 1
cd "$work" || exit 1

# count ROW FIELDS: the instructions of the load
count()
{
  valgrind --tool=callgrind --callgrind-out-file=calls --toggle-collect=envtab_load ./wrong "$1" "$2" 2>&1 |
    sed -n 's/^==.*Collected : //p'
}
# at_most WHAT NUMBER MOST
at_most() { expect "$1: $2, at most $3" awk "BEGIN { exit !($2 > 0 && $2 <= $3) }"; }

for row in $(./wrong); do
  few=$(count "$row" 1000)
  many=$(count "$row" 2000)
  at_most "$row: growth as the fields double" "$(awk "BEGIN { printf \"%.2f\", $many / $few }")" 2.6
  at_most "$row: instructions for 2,000 fields" "$many" 350000000
done
finish
