#!/bin/sh
# Nothing is forgotten: every source, test, table and example of the tree stands in the list that builds or runs it.
. "$(dirname "$0")/../tools/check.sh"
cd "$root" || exit 1

list() { sed -n "/^$1 = \[/,/\]/p" tests/meson.build; } # of tests/meson.build, by its name
named() { echo "$1" | grep -qF "'$2'"; }
# An expression of grep for the table: its first line.
columns=$(printf '^type\toptions\ttext\tverdict\tat\tresult\twhy$')

for file in lib/*.c lib/*/*.c; do expect "meson.build compiles $file" named "$(cat meson.build)" "$file"; done
expect "the pair holds them all" python3 lib/pair.py "$work"
for file in tests/unit/test_*.c; do
  name=$(basename "$file" .c)
  case $name in test_types | test_typos) continue ;; esac
  expect "tests/meson.build runs $file" named "$(list tests) $(list services)" "${name#test_}"
done
for file in tests/tables/*.tsv; do
  name=$(basename "$file" .tsv)
  if head -1 "$file" | grep -q "$columns"; then
    expect "tests/meson.build runs $file" named "$(list tables)" "$name"
  else
    expect "a test reads $file" grep -qE "[\"/]$name.tsv\"" tests/unit/*.c tests/clients/*.c tests/checks/*.sh
  fi
done
for file in tests/clients/*.c; do
  expect "tests/meson.build builds $file" named "$(sed -n '/^clients = /,/^library = /p' tests/meson.build)" "${file#tests/}"
done
sed -n '/^## Differences from the clients/,/^## Limits/{ /^|/p }' README.md >"$work/readme"
python3 tests/checks/differences.py >"$work/differences" || exit 1
expect "the README has the table of differences" diff "$work/differences" "$work/readme"
for file in examples/*.c; do expect "examples/meson.build builds $file" named "$(cat examples/meson.build)" "$(basename "$file" .c)"; done
for file in examples/orders/*.c; do
  expect "examples/orders/meson.build builds $file" named "$(cat examples/orders/meson.build)" "$(basename "$file")"
done
for file in tests/live/*.c; do
  expect "tests/checks/live.sh runs $file" grep -q "programs/$(basename "$file" .c)\b" tests/checks/live.sh
done
finish
