#!/bin/sh
# The calls of envtab__writef() and envtab__append_format(), checked as calls of printf are: each has only conversions
# that its function has, and the arguments that belong to them. The compiler reads a copy of lib/ in which the two
# conversions that printf does not have are written as those that printf has.
. "$(dirname "$0")/../tools/check.sh"
cp -r "$root/lib" "$root/include" "$work" && cd "$work" || exit 1

# A conversion that only printf has would pass the compiler.
cat >conversions.py <<'END'
import re, sys
function, allowed = sys.argv[1:3]
for name in sys.argv[3:]:
    for call in re.findall(function + r'\(.*?\);', open(name, encoding='utf-8').read(), re.S):
        texts = ''.join(re.findall(r'"(?:\\.|[^"\\])*"', call)).replace('""', '')
        for other in re.findall('%(?!' + allowed + ').?', texts.replace('%%', '') if '%%' in allowed else texts):
            print(name + ':', other, 'in', call)
END
nothing() { ! "$@" | grep .; }
compiles() { cc -std=c11 -Iinclude -Ilib -Wall -Wformat=2 -Werror -fsyntax-only "$@"; }
refused() { ! compiles "$1" 2>&1; }
calls() { grep -l "$1(" lib/*/*.c; }

expect "there are calls" test "$(calls envtab__writef | wc -l)" -ge 8 -a "$(calls envtab__append_format | wc -l)" -ge 20
expect "each conversion is one that envtab__writef() has" \
  nothing python3 conversions.py envtab__writef 's|j|z(?!u)|%%' $(calls envtab__writef)
expect "each conversion is one that envtab__append_format() has" \
  nothing python3 conversions.py envtab__append_format 's|\.\*s|zu' $(calls envtab__append_format)

sed -i 's/%j/%s/g; s/%z\([^u]\)/%zu\1/g' lib/*/*.c
sed -i 's/^ENVTAB_INTERNAL void envtab__writef/__attribute__((format(printf, 2, 3))) &/' lib/base/writef.h
for file in $(calls envtab__writef); do expect "the arguments in $file are those of the conversions" compiles "$file"; done

printf '#include "base/writef.h"\nvoid f(struct envtab__sink *out);\nvoid f(struct envtab__sink *out)\n{\n  %s\n}\n' \
  'envtab__writef(out, "%zu", 1);' >number.c
sed 's/"%zu", 1/"%s"/' number.c >none.c
sed 's/"%zu", 1/"%d", 1/' number.c >other.c
expect "an int for a size_t is seen" refused number.c
expect "an argument that is missing is seen" refused none.c
sees() { sh -c "echo '$1' >other.c; python3 conversions.py '$2' '$3' other.c | grep -q '%'"; }
expect "another conversion is seen" sees 'f("%d", 1);' f 's|j|z(?!u)|%%'
expect "a conversion in pieces is seen" sees 'f("%" PRIu64 " bytes", 1);' f 's|\.\*s|zu'
expect "a number as the precision is seen" sees 'f("%.60s", "");' f 's|\.\*s|zu'
finish
