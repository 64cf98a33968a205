#!/bin/sh
# Builds the differential fuzzer into build/differ, with ASan and UBSan, and runs COUNT URLs of each service through
# envtab and through the service's client.
# Usage: [FLAGS=-O2] sh tests/fuzz/differ.sh [COUNT [SEED [SERVICE...]]]. FLAGS: instead of the sanitizers.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$root/build/differ
count=${1:-200000} seed=${2:-1}
[ $# -lt 2 ] || shift
[ $# -eq 0 ] || shift
flags=${FLAGS:--O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer}

mkdir -p "$out"
clang -std=gnu11 -D_GNU_SOURCE -DTESTS_DIR="\"$root/tests\"" -g $flags \
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$root/include" -I"$root/lib" \
  $(pkg-config --cflags libpq librabbitmq) \
  "$here/differ.c" $(ls "$root"/tests/clients/*.c | grep -v redirect.c) $(find "$root/lib" -name '*.c') \
  $(pkg-config --libs libpq librabbitmq) -o "$out/differ"
for service in ${*:-postgres redis amqp}; do "$out/differ" "$service" "$count" "$seed"; done
