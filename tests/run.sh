#!/bin/sh
# All the tests, on a bare machine too: installs what is missing (as root, or through sudo), builds into build/, runs
# everything. The last line is "N passed, N failed": cases of the test programs, and checks. A tool that is not there
# is a failure, never a skip.
set -u
cd "$(dirname "$0")/.." || exit 1
exec </dev/null
# The tests print on terminals. A bare system in a folder has none: there they get their own, which end with them.
if [ ! -e /dev/pts/ptmx ] && [ "$(id -u)" = 0 ]; then
  exec unshare -m --propagation unchanged sh -c 'mount --make-private /dev
    mount -t devpts -o newinstance,ptmxmode=666 devpts /dev/pts && exec sh "$0"' "$PWD/tests/run.sh"
fi
unset CC CFLAGS CPPFLAGS LDFLAGS CK_FORK CK_RUN_SUITE CK_RUN_CASE CK_VERBOSITY
. tests/tools/need.sh

# ---- What is needed ----

need gcc have gcc
need libc6-dev links gcc
need g++ have g++
need clang have clang
need tcc have tcc
need libclang-rt-14-dev links clang -fsanitize=address,undefined
need musl-tools have musl-gcc
need gcc-i686-linux-gnu have i686-linux-gnu-gcc
need libc6-dev-i386-cross links i686-linux-gnu-gcc -fsanitize=undefined
need gcc-s390x-linux-gnu have s390x-linux-gnu-gcc
need libc6-dev-s390x-cross links s390x-linux-gnu-gcc -static
need qemu-user have qemu-s390x
need gcc-mingw-w64-x86-64 have x86_64-w64-mingw32-gcc
need wine64 test -x /usr/lib/wine/wine64
need binutils have readelf
need python3 have python3
need meson have meson
need ninja-build have ninja
need pkg-config have pkg-config
need check pkg-config --exists check
need valgrind have valgrind
need libc6-dbg valgrind -q true # it reads the symbols of the loader
need libpcre2-dev pkg-config --exists libpcre2-posix
need_services
need librdkafka-dev pkg-config --exists rdkafka
need npm have npm
need kubernetes-client have kubectl
need docker-compose have docker-compose
need python3-yaml /usr/bin/python3 -c 'import yaml'
need systemd have systemd-analyze
need make have make
need doxygen have doxygen
need mandoc have mandoc
need man-db have man
need strace have strace
need gdb have gcore
need python3-jsonschema /usr/bin/python3 -c 'import jsonschema'
need python3-pika /usr/bin/python3 -c 'import pika'
install_missing

# ---- How it is counted ----

passed=0 failed=0
mkdir -p build
log=build/run.log
seconds() { date +%s; }

begin()
{
  started=$(seconds)
  echo "== $1"
}

end() # PASSED FAILED
{
  passed=$((passed + $1)) failed=$((failed + $2))
  echo "-- $1 passed, $2 failed ($(($(seconds) - started)) s)"
}

# once WHAT COMMAND...: a check, which counts once.
once()
{
  begin "$1"
  shift
  if "$@" 2>&1; then end 1 0; else end 0 1; fi
}

# build FOLDER COMPILER OPTION...: sets build/FOLDER up, unless it is, and builds all there is.
build()
{
  folder=build/$1 compiler=$2
  shift 2
  [ -f "$folder/build.ninja" ] || CC=$compiler meson setup "$folder" -Dwerror=true "$@" >$log 2>&1 || { cat $log; return 1; }
  meson compile -C "$folder" --ninja-args=-k0 >$log 2>&1 || { grep -v '^\[' $log | head -100; return 1; }
}

# suite WHAT FOLDER OPTION...: runs the test programs of build/FOLDER; each of their cases counts.
suite()
{
  begin "$1"
  folder=build/$2
  shift 2
  rm -f "$folder"/meson-logs/testlog*.json
  meson test -C "$folder" --no-rebuild "$@" >$log 2>&1
  set -- "$folder"/meson-logs/testlog*.json
  [ -f "$1" ] || { cat $log; end 0 1; return; }
  set -- $(python3 tests/tools/count.py "$1")
  end "${1:-0}" "${2:-1}"
}

# ---- The tests ----

address='-Db_sanitize=address,undefined -Db_lundef=false'
# What wraps around is unsigned and meant to, in hashes; all else that the sanitizer for integers sees is a mistake.
integer='-fsanitize=integer -fno-sanitize=unsigned-integer-overflow,unsigned-shift-base'

once "build with gcc" build plain gcc
suite "the tests as users build it, library and pair" plain
once "build with gcc, ASan and UBSan" build gcc gcc $address -Dc_args=-fno-sanitize-recover=all
suite "the tests under ASan and UBSan, library and pair" gcc
once "build with clang, ASan, UBSan and the checks of integers" build clang clang $address \
  -Dc_args="-fno-sanitize-recover=all $integer" -Dc_link_args="$integer"
suite "the tests under clang's sanitizers, library and pair" clang
suite "the tests under valgrind" plain --setup=valgrind --no-suite=pair

once "nothing is forgotten in a list" sh tests/checks/lists.sh
once "style" sh tests/checks/style.sh
once "the calls of the formatted write" sh tests/checks/writef.sh
once "the order of the rooms of lib" sh tests/checks/order.sh build/plain
once "what must compile and what must not" sh tests/checks/compile.sh
once "the documentation is right" sh tests/checks/docs.sh build/plain
once "symbols and sizes" sh tests/checks/symbols.sh build/plain
once "loads in which much is wrong" sh tests/checks/growth.sh build/plain
once "installed, as the pair, as a subproject" sh tests/checks/install.sh
once "musl, 32 bits, big-endian, Windows" sh tests/checks/portable.sh
once "examples/run.sh" sh examples/run.sh
once "what the table writes, read by the tools that it is for" sh tests/checks/write.sh build/plain
once "the examples print what is expected" sh examples/check.sh build/plain/examples
once "the adapters against PostgreSQL, Redis, RabbitMQ and Kafka" sh tests/checks/live.sh build/plain
once "the service of examples/orders: the twelve factors" sh tests/checks/orders.sh build/plain
once "differential fuzzing against libpq and librabbitmq" sh tests/fuzz/differ.sh 200000
once "fuzzing" env RUNS=8000 SEED=1 sh tests/fuzz/run.sh

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
