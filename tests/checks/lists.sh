#!/bin/sh
# Nothing is forgotten: every source, test, table, check and example of the tree is in the list that builds or runs it.
. "$(dirname "$0")/../tools/check.sh"
cd "$root" || exit 1

list() { sed -n "/^$1 = \[/,/\]/p" tests/meson.build; } # of tests/meson.build, by its name
named() { echo "$1" | grep -qF "'$2'"; }
# An expression of grep for the table of a type: its first line.
columns=$(printf '^type\toptions\ttext\tverdict\tat\tresult\twhy$')

# ---- The library ----

for file in lib/*/*.c; do
  room=$(basename "$(dirname "$file")")
  expect "lib/meson.build compiles $file" named "$(sed -n "/^  '$room': \[/,/\]/p" lib/meson.build)" "$(basename "$file" .c)"
done
expect "the pair holds them all" python3 lib/pair.py "$work"

# ---- The tests ----

for file in tests/unit/*.c; do
  name=$(basename "$file" .c)
  if [ "$name" = portable ]; then
    expect "a check runs $file" grep -q "$file" tests/checks/portable.sh
  elif named "$(cat tests/meson.build)" "unit/$name.c"; then
    passed "tests/meson.build builds $file"
  else
    expect "tests/meson.build runs $file" named "$(list tests) $(list services)" "${name#test_}"
  fi
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
  expect "tests/meson.build builds $file" named "$(cat tests/meson.build)" "${file#tests/}"
done
for file in tests/live/*.c; do
  expect "tests/checks/live.sh runs $file" grep -q "programs/$(basename "$file" .c)\b" tests/checks/live.sh
done
for file in tests/checks/*.sh; do expect "tests/run.sh runs $file" grep -q "sh $file\b" tests/run.sh; done
for file in tests/bench/*.c; do
  expect "tests/bench/run.sh builds $file" grep -q "\"\$here\"/$(basename "$file")" tests/bench/run.sh
done
for folder in tests/*/; do
  expect "tests/README.md says what $folder has" grep -q "^| \`$(basename "$folder")/\` |" tests/README.md
done

# ---- The examples ----

for file in examples/*.c; do
  expect "examples/meson.build builds $file" named "$(cat examples/meson.build)" "$(basename "$file" .c)"
done
for file in examples/orders/*.c; do
  expect "examples/orders/meson.build builds $file" named "$(cat examples/orders/meson.build)" "$(basename "$file")"
done
finish
