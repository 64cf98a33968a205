#!/bin/sh
# tests/unit/portable.c and the pair on targets that have no test framework: musl, 32 bits, a big-endian machine, Windows. What this
# kernel cannot run is run by qemu and wine.
. "$(dirname "$0")/../tools/check.sh"
cd "$work" || exit 1

build() # PROGRAM COMPILER...
{
  program=$1
  shift
  "$@" -std=c11 -g $warnings -Ipair -o "$program" "$root/tests/unit/portable.c" pair/envtab.c
}

# The same bytes as natively, but for the line ends of Windows.
writes_the_same() # PROGRAM...
{
  "$@" write | tr -d '\r' >written && cmp written native.out
}

write_pair pair
expect "gcc builds it" build ./native gcc -O2
expect "it runs" ./native
./native write >native.out
expect "it writes its table" test "$(grep -c 'PLAIN_\|POOL_SIZE' native.out)" -gt 8
expect "musl builds it, static" build ./musl musl-gcc -O2 -static
expect "it runs" ./musl
expect "it writes the same" writes_the_same ./musl
expect "gcc builds it for 32 bits, with UBSan" build ./i686 i686-linux-gnu-gcc -fsanitize=undefined -fno-sanitize-recover=all
expect "it runs" qemu-i386 -L /usr/i686-linux-gnu ./i686
expect "it writes the same" writes_the_same qemu-i386 -L /usr/i686-linux-gnu ./i686
expect "gcc builds it for a big-endian machine, static" build ./s390x s390x-linux-gnu-gcc -O2 -static
expect "it runs" qemu-s390x ./s390x
expect "it writes the same" writes_the_same qemu-s390x ./s390x
expect "gcc builds it with all of its hardening" build ./hard gcc -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
  -fstack-clash-protection -fcf-protection=full -fPIE -pie -Wl,-z,relro,-z,now
expect "it runs" ./hard
expect "mingw builds it for Windows" build ./windows.exe x86_64-w64-mingw32-gcc -O2 -static
expect "it runs" env WINEDEBUG=-all WINEPREFIX="$work/wine" /usr/lib/wine/wine64 ./windows.exe
expect "it writes the same" writes_the_same env WINEDEBUG=-all WINEPREFIX="$work/wine" /usr/lib/wine/wine64 ./windows.exe
WINEPREFIX="$work/wine" /usr/lib/wine/wineserver64 -w # its own server ends a moment later
finish
