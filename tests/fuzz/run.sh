#!/bin/sh
# Builds the fuzz targets into build/fuzz and runs each for SECONDS (default: all of them in about a minute).
# Usage: [JOBS=2] [RUNS=N SEED=1] sh tests/fuzz/run.sh [SECONDS [TARGET...]], a target being load or the name of a type.
# With RUNS each target tries as many inputs instead; with a SEED too it starts from the seeds alone and keeps no corpus,
# so that it goes the same way each time. Otherwise the corpus grows in build/fuzz/corpus from run to run. An input that
# fails is kept in build/fuzz/found.
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out="$root/build/fuzz"
jobs=${JOBS:-$(nproc)}
limit=-max_total_time=${1:-$((jobs + 1))}
[ -z "${RUNS:-}" ] || limit=-runs=$RUNS
[ $# -eq 0 ] || shift
targets=${*:-load bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 port float double string secret hex base64 base64url
  duration size uuid endpoint pair url flags postgres redis amqp}

build() {
  clang -std=gnu11 -D_GNU_SOURCE -g -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all -Wall -Wextra -Wpedantic \
    -Wconversion -Wshadow -Werror -I"$root/include" -I"$root/lib" "$@"
}
objects() { mkdir -p "$1" && cd "$1" && shift && build -fsanitize=address,undefined -c "$@"; }

mkdir -p "$out/corpus" "$out/found"
cd "$out" || exit 1
rm -rf failed lib
# The library alone is instrumented for coverage: what the harness compares is not to lead the fuzzer.
(objects lib -fsanitize=fuzzer-no-link "$root"/lib/*/*.c) & lib=$!
(objects oracle "$here"/fuzz.c "$here"/oracle.c "$here"/oracle_net.c "$here"/oracle_service.c) & oracle=$!
wait $lib && wait $oracle && python3 "$here/seeds.py" "$out/seeds" || exit 1

target() { # builds and runs one
  case $1 in
    load) source=fuzz_load.c dictionary=load.dict ;;
    *) source=fuzz_type.c dictionary=types.dict ;;
  esac
  corpus=corpus/$1
  [ -z "${RUNS:+${SEED:-}}" ] || { corpus=fresh/$1 && rm -rf "$corpus"; }
  mkdir -p "$corpus" "seeds/$1"
  build -fsanitize=address,undefined -DTYPE="\"$1\"" -c "$here/$source" -o "$1.o" || return 1
  build -fsanitize=fuzzer,address,undefined "$1.o" lib/*.o oracle/*.o -lpcre2-posix -lpcre2-8 -o "fuzz_$1" || return 1
  "./fuzz_$1" -seed="${SEED:-0}" "$limit" -print_final_stats=1 -timeout=10 -max_len=2048 -dict="$here/$dictionary" \
    -artifact_prefix="found/$1-" "$corpus" "seeds/$1" >"$1.log" 2>&1
  status=$?
  printf '%-10s %10s executions%s\n' "$1" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$1.log")" \
    "$([ $status -eq 0 ] || echo "  FAILED: $(grep -m1 -E 'does not hold|ERROR|SUMMARY' "$1.log")")"
  return $status
}
lane() { # every jobs-th target
  number=0
  for each in $targets; do
    number=$((number + 1))
    [ $((number % jobs)) -eq "$1" ] || continue
    target "$each" || echo "$each" >>failed
  done
}

lane=0
while [ "$lane" -lt "$jobs" ]; do
  lane $lane &
  lane=$((lane + 1))
done
wait
[ ! -e failed ]
