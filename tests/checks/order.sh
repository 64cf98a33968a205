#!/bin/sh
# The order of the rooms of lib/, as the first lines of lib/internal.h have it: no include and no call goes against it.
# usage: tests/checks/order.sh BUILD_FOLDER (of meson)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/order.sh BUILD_FOLDER}" && pwd) || exit 1

breaks() { python3 "$root/tests/checks/order.py" "$1" "$2"; } # prints what breaks it
holds() { broken=$(breaks "$root" "$build") && echo "$broken" && [ -z "$broken" ]; }
expect "no room uses one that lies below it" holds

# That it can fail: with an include and a call against the order.
wrong=$work/build/libenvtab.so.p
cp -R "$root/lib" "$work/lib" && echo '#include "write/prose.h"' >>"$work/lib/base/utf8.c" || exit 1
mkdir -p "$wrong" && echo 'int prose(void); int utf8(void); int utf8(void) { return prose(); }' >"$work/utf8.c" &&
  echo 'int prose(void); int prose(void) { return 0; }' >"$work/prose.c" &&
  cc -c "$work/utf8.c" -o "$wrong/lib_base_utf8.c.o" && cc -c "$work/prose.c" -o "$wrong/lib_write_prose.c.o" || exit 1
breaks "$work" "$work/build" >"$work/broken"
expect "an include that goes against the order is seen" grep -q '^base/utf8 includes write/prose' "$work/broken"
expect "a call that goes against the order is seen" grep -q '^base/utf8 calls write/prose' "$work/broken"
finish
