#!/bin/sh
# The interface of the binaries: which symbols they show, what they need, how large they are.
# usage: tests/checks/symbols.sh BUILD_FOLDER (of meson, without sanitizers)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/symbols.sh BUILD_FOLDER}" && pwd) || exit 1
shared=$build/libenvtab.so.0
static=$build/libenvtab.a
cd "$work" || exit 1

# ---- Symbols ----

cat >names.py <<'END'
import json, sys
for node in json.load(sys.stdin)['inner']:
    if node['kind'] in ('FunctionDecl', 'VarDecl') and node['name'].startswith('envtab') and node.get('storageClass') != 'static':
        print(node['name'])
END
echo '#include <envtab.h>' >header.c
clang -std=c11 -I"$root/include" -fsyntax-only -Xclang -ast-dump=json header.c | python3 names.py | sort -u >declared
sed -n 's/^  \(envtab[a-z0-9_]*\);$/\1/p' "$root/lib/envtab.map" | sort >mapped
nm -D --defined-only "$shared" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >exported
nm -g --defined-only "$static" | awk 'NF == 3 { print $3 }' | sort >global

expect "the header declares something" test -s declared
expect "the map names what the header declares" diff declared mapped
expect "the shared library exports what the map names" diff mapped exported
expect "the static library's global symbols begin with envtab" sh -c '! grep -v "^envtab" global'
expect "the static library defines what the header declares" sh -c '[ -z "$(comm -23 declared global)" ]'

# ---- The text of a value may be a secret: what reads it calls no function of libc for strings and memory ----

# memset() gets zeros alone. In base/ and load/ only these modules touch a value.
readers='value types url base_secret_bytes base_similar base_number base_unique base_format load_choose load_read'
for module in $readers; do
  find "$build/libenvtab_fast.a.p" "$build/libenvtab.so.0.p" -name "lib_$module[_.]*o"
done >objects
expect "all modules that read a value were built" test "$(wc -l <objects)" -gt 35
xargs nm -u <objects | sed -n 's/^ *U \(\(str\|mem\|raw\|wcs\|s.*printf\|__.*_chk\).*\)/\1/p' | grep -v '^memset$' >readers
expect "nothing that reads a value calls a function of libc for it" diff /dev/null readers

# ---- What it needs, and how large it is ----

needed() { readelf -d "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p'; }
section() { size -A "$1" | awk -v name="$2" '$1 == name { sum += $2 } END { print sum + 0 }'; }
at_most() { echo "$2 bytes, at most $3" >"$work/size"; expect "$1: $(cat "$work/size")" test "$2" -le "$3"; }

cp "$shared" stripped && strip stripped
text=$(section stripped .text)
expect "the shared library needs the C library alone" test "$(needed "$shared")" = libc.so.6
at_most "code of the shared library" "$text" 99328
at_most ".data and .bss" $(($(section stripped .data) + $(section stripped .bss))) 2048
echo "  .text $(section stripped .text), .rodata $(section stripped .rodata), .eh_frame $(section stripped .eh_frame)," \
  ".data.rel.ro $(section stripped .data.rel.ro)"

# ---- How much stack a load needs: tests/unit/test_stack.c measures the sum; no step may need much of it alone ----

mkdir frames && (cd frames && for file in base value types url report schema config load; do
  for source in "$root/lib/$file"/*.c; do
    cc -std=c11 -O2 -fstack-usage -I"$root/include" -I"$root/lib" -c "$source" -o "$(basename "$source" .c).o" || exit 1
  done
done)
largest_frame() { cat "$@" | awk -F '\t' '$2 > most { most = $2 } END { print most + 0 }'; }
at_most "stack of a function of load.c" "$(largest_frame frames/load.su)" 5120
mv frames/load.su frames/check.su . # the latter checks a whole table, before it is ever loaded
at_most "stack of any other function" "$(largest_frame frames/*.su)" 2560

# ---- A static program carries only the types that its table names ----

cat >empty.c <<'END'
int main(void) { return 0; }
END
cat >few.c <<'END'
#include <envtab.h>
struct config { int number; const char *text; };
static ENVTAB_TABLE(struct config) fields[] = {
  ENVTAB(struct config, number, "NUMBER", "A number."), ENVTAB(struct config, text, "TEXT", "A text.")
};
static ENVTAB_SCHEMA(struct config, schema, fields, "few");
int main(void) { return envtab_load_or_exit(&schema, NULL) == NULL; }
END
cc -O2 -o empty empty.c || exit 1
write_pair pair
carries_few() # PROGRAM BYTES
{
  strip -o few.stripped "$1" && strip -o empty.stripped empty
  carried=$(($(section few.stripped .text) - $(section empty.stripped .text)))
  at_most "code that integers and strings need, in a program with $1" "$carried" "$2"
  nm "$1" | sed -n 's/.* \(envtab_type_\)/\1/p' | sort >types
  expect "$1 holds the two types that it names" test "$(tr '\n' ' ' <types)" = "envtab_type_int32 envtab_type_string "
  others='url|uri|host|endpoint|duration|size|uuid|decimal|real|bytes|base64|flags|list|pair|quantity'
  expect "$1 holds nothing of another type" sh -c "! nm $1 | grep -E ' (read|show|compare|envtab__(read|split|check|to))_($others)$'"
}
cc -std=c11 -O2 -I"$root/include" few.c "$static" -Wl,--gc-sections -o libenvtab.a && carries_few libenvtab.a 37888
cc -std=c11 -Os -ffunction-sections -fdata-sections -Ipair few.c pair/envtab.c -Wl,--gc-sections -o envtab.c && carries_few envtab.c 32768

# All that is loaded of the program, tables for unwinding included.
cat >one.c <<'END'
#include <envtab.h>
struct config { uint16_t number; };
static ENVTAB_TABLE(struct config) fields[] = { ENVTAB(struct config, number, "NUMBER", "A number.") };
static ENVTAB_SCHEMA(struct config, schema, fields, "one");
int main(void) { return envtab_load_or_exit(&schema, NULL) == NULL; }
END
text() { size "$1" | awk 'NR == 2 { print $1 }'; }
cc -std=c11 -O2 -I"$root/include" one.c "$static" -Wl,--gc-sections -o one &&
  at_most "text of a program with one uint16_t, over an empty one" $(($(text one) - $(text empty))) 52224
expect "both programs were built" test -f libenvtab.a -a -f envtab.c
finish
