#!/bin/sh
# What a reviewer should not have to look for: long functions and files, calls that lib/ must not make, stray blanks.
. "$(dirname "$0")/../tools/check.sh"
cd "$root" || exit 1

# Holds when the command finds nothing; what it finds are places: file:line.
nothing() { ! "$@" | grep .; }

lib=$(find lib -name '*.[ch]')
text=$(find lib include examples tests meson.build -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name meson.build)

long_functions() { awk '/^{/ { start = FNR } /^}/ && start { if (FNR - start > 60) print FILENAME ":" start; start = 0 }' $lib; }
long_files() { wc -l $lib | awk '$1 > 500 && $2 != "total" { print $2 ": " $1 " lines" }'; }
long_lines() { awk 'length > 140 { print FILENAME ":" FNR }' $text; }
numbers='strto(l|ul|ll|ull|f|d|ld|imax|umax)|ato(i|l|ll|f)|v?f?s?scanf'
locale='is(alpha|digit|alnum|space|upper|lower|xdigit|print|punct|cntrl|graph|blank)|to(upper|lower)|setlocale|localeconv|strn?casecmp'
others='(secure_)?getenv|alloca|v?sprintf|gets'

expect "no function of lib/ has more than 60 lines" nothing long_functions
expect "no file of lib/ has more than 500 lines" nothing long_files
expect "no line has more than 140 bytes" nothing long_lines
expect "no tabs" nothing grep -n "$(printf '\t')" $text
expect "no blanks at the end of a line" nothing grep -n ' $' $text
expect "lib/ makes no call that depends on the locale, reads the environment, or has no bounds" \
  nothing grep -nE "(^|[^a-z_])($numbers|$locale|$others)\(" $lib
expect "lib/ includes no locale" nothing grep -nE '#include <(ctype|locale|wchar|wctype|strings|alloca)\.h>' $lib
expect "nothing is left to do" nothing grep -nwE 'T[O]DO|F[I]XME|X[X]X|H[A]CK' $text
finish
