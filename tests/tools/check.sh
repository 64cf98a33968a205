# What the shell checks share; each begins with: . "$(dirname "$0")/../tools/check.sh"
# One line is printed for each case; the check fails when one of them did, or when there was none.

set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cases=0 failures=0

passed() { cases=$((cases + 1)); echo "passed: $1"; }
failed() { cases=$((cases + 1)); failures=$((failures + 1)); echo "FAILED: $1"; }

# expect WHAT COMMAND...: the case holds when the command does; what it wrote is shown when it does not.
expect()
{
  what=$1
  shift
  if "$@" >"$work/output" 2>&1; then passed "$what"; else failed "$what"; sed 's/^/  /' "$work/output"; fi
}

refused() { ! "$@"; }

# A compiler has nothing to say against what the tests and users compile.
warnings='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'

# write_pair FOLDER: the whole library as FOLDER/envtab.h and FOLDER/envtab.c.
write_pair() { expect "the pair is written" python3 "$root/lib/pair.py" "$1"; }

finish()
{
  [ "$cases" -gt 0 ] && [ "$failures" -eq 0 ]
  exit
}
