#!/bin/sh
# Runs the examples as expected/NAME.out says, and compares what they print. Each of these files is a transcript: a line
# "$ VARIABLE=value ./NAME" is run with these variables alone; what it printed follows, and its exit status if not 0.
# Checks also that the README's program and output are examples/quickstart.c and its transcript, byte for byte.
# With "accept" the transcripts are written anew, for a change that is meant; look at the difference then.
# usage: sh examples/check.sh FOLDER_OF_THE_PROGRAMS [accept]

programs=$(cd "${1:?FOLDER_OF_THE_PROGRAMS is missing}" && pwd) || exit 1
accept=${2-}
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# Runs the commands of a transcript again.
replay()
{
  grep '^\$ ' "$1" | while IFS= read -r line; do
    printf '%s\n' "$line"
    eval "env -i $(printf '%s' "${line#?}" | sed 's, \./, "$programs"/,')" 2>&1
    status=$?
    [ $status -eq 0 ] || printf '(exit status %d)\n' $status
  done
}

# The first block of this language in the README.
block()
{
  awk -v fence="\`\`\`$1" '$0 == fence { inside = 1; next } inside && /^```/ { exit } inside' ../README.md
}

# Compares what is there with what is expected.
compare()
{
  if diff -u "$2" "$3" >"$work/difference"; then
    echo "ok $1"
  else
    echo "FAILED $1"
    cat "$work/difference"
    failed=1
  fi
}

for source in *.c; do
  name=${source%.c}
  replay "expected/$name.out" >"$work/$name.out"
  [ "$accept" != accept ] || cp "$work/$name.out" "expected/$name.out"
  compare "$name" "expected/$name.out" "$work/$name.out"
done
block c >"$work/program"
compare "README.md, the program" quickstart.c "$work/program"
block console >"$work/output"
compare "README.md, what it prints" expected/quickstart.out "$work/output"
exit $failed
