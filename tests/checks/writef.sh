#!/bin/sh
# The calls of envtab__writef(), checked as calls of printf are: the compiler reads a copy of lib/ in which its two
# conversions that printf does not have are written as those that printf has.
. "$(dirname "$0")/../tools/check.sh"
cp -r "$root/lib" "$root/include" "$work" && cd "$work" || exit 1

sed -i 's/%j/%s/g; s/%z\([^u]\)/%zu\1/g' lib/*/*.c
sed -i 's/^ENVTAB_INTERNAL void envtab__writef/__attribute__((format(printf, 2, 3))) &/' lib/base/writef.h
callers=$(grep -l 'envtab__writef(' lib/*/*.c)

# A conversion that only printf has would pass the compiler.
cat >conversions.py <<'END2'
import re, sys
for name in sys.argv[1:]:
    for call in re.findall(r'envtab__writef\(.*?\);', open(name, encoding='utf-8').read(), re.S):
        for other in re.findall(r'%(?!s|zu|%)[^"]?', ''.join(re.findall(r'"(?:\\.|[^"\\])*"', call)).replace('%%', '')):
            print(name + ':', other, 'in', call)
END2
nothing() { ! "$@" | grep .; }
compiles() { cc -std=c11 -Iinclude -Ilib -Wall -Wformat=2 -Werror -fsyntax-only "$@"; }
refused() { ! compiles "$1" 2>&1; }

expect "there are calls" test "$(echo $callers | wc -w)" -ge 8
expect "each conversion is one that envtab__writef() has" nothing python3 conversions.py $callers
for file in $callers; do expect "the arguments in $file are those of the conversions" compiles "$file"; done

printf '#include "base/writef.h"\nvoid f(struct envtab__sink *out);\nvoid f(struct envtab__sink *out)\n{\n  %s\n}\n' \
  'envtab__writef(out, "%zu", 1);' >number.c
sed 's/"%zu", 1/"%s"/' number.c >none.c
sed 's/"%zu", 1/"%d", 1/' number.c >other.c
expect "an int for a size_t is seen" refused number.c
expect "an argument that is missing is seen" refused none.c
expect "another conversion is seen" sh -c 'python3 conversions.py other.c | grep -q "%d"'
finish
