#!/bin/sh
# Installs what is missing, builds the library and the examples, and runs the quickstart: once as it should be, once on
# an environment with ten faults. Ends with 0 when it behaved both times.
set -eu
cd "$(dirname "$0")/.."
. tests/tools/need.sh

need gcc have cc
need libc6-dev links cc
need meson have meson
need ninja-build have ninja
need pkg-config have pkg-config
need python3 have python3
install_missing

build=build/examples
log=$build.log
mkdir -p build
{ [ -f $build/build.ninja ] || meson setup $build; meson compile -C $build examples; } >$log 2>&1 </dev/null || { cat $log; exit 1; }

# Runs the quickstart with the variables alone that are given as NAME=value.
status=0
quickstart()
{
  printf '$'
  printf ' %s' "$@"
  echo ' ./quickstart'
  status=0
  env -i "$@" $build/examples/quickstart 2>&1 || status=$?
  printf '(exit status %d)\n\n' $status
}

quickstart SESSION_KEY=0123456789abcdef0123456789abcdef CATALOG_URL=https://orders:p%40ss@catalog/v1
[ $status -eq 0 ] || exit 1

quickstart PORT=tcp://10.0.0.7:80 CACHE_TTL=2d ORDERS_WORKERS=007 SESSION_KEY=changeme \
  CATALOG_URL=https://orders:p@ss@catalog/v1 \
  ORDERS_WROKERS=8 ORDERS_WORKER=8 ORDERS_PORT=80 ORDERS_DEBUG=true ORDERS_CACHE_TTL=5m
[ $status -eq 78 ] # EX_CONFIG
