#!/bin/sh
# The order of the rooms of lib/, as the first lines of lib/internal.h have it: no include and no call goes against it.
# usage: tests/checks/order.sh BUILD_FOLDER (of meson)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/order.sh BUILD_FOLDER}" && pwd) || exit 1

breaks() { python3 "$root/tests/checks/order.py" "$1" "$build"; } # prints what breaks it
holds() { broken=$(breaks "$1") && echo "$broken" && [ -z "$broken" ]; }
expect "no room uses one that lies below it" holds "$root"

# A check that cannot fail is none.
cp -R "$root/lib" "$work/lib" && echo '#include "write/prose.h"' >>"$work/lib/base/utf8.c" || exit 1
breaks "$work" >"$work/broken"
expect "an include that goes against the order is seen" grep -q '^base/utf8 includes write/prose' "$work/broken"
finish
