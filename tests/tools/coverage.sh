#!/bin/sh
# Which branches of lib/ the library's tests take: builds into build/coverage, runs them, prints a table, and then each
# line with a branch that is never taken. Installs what is missing. Fails when a test fails, or a branch is missing.
# Usage: sh tests/tools/coverage.sh
set -u
cd "$(dirname "$0")/../.." || exit 1
unset CFLAGS CPPFLAGS LDFLAGS CK_FORK CK_RUN_SUITE CK_RUN_CASE CK_VERBOSITY
. tests/tools/need.sh

need gcc have gcc
need python3 have python3
need meson have meson
need ninja-build have ninja
need pkg-config have pkg-config
need check pkg-config --exists check
need gcovr have gcovr
install_missing

out=build/coverage
mkdir -p build
log=build/coverage.log
options='-Db_coverage=true -Doptimization=0 -Ddefault_library=static'
[ -f $out/build.ninja ] || CC=gcc meson setup $out $options >$log 2>&1 || { cat $log; exit 1; }
meson compile -C $out >$log 2>&1 || { cat $log; exit 1; }
find $out -name '*.gcda' -exec rm -f {} + # counts of an earlier run
meson test -C $out --no-rebuild --no-suite pair >$log 2>&1 || { cat $log; exit 1; }
cd $out || exit 1
gcovr -r ../.. --object-directory . --filter '.*/lib/' --branches --txt coverage.txt --json coverage.json || exit 1
cat coverage.txt
python3 - <<'END'
import json
missing = 0
for file in json.load(open('coverage.json'))['files']:
    source = open('../../' + file['file'], encoding='utf-8').read().splitlines()
    for line in file['lines']:
        never = sum(branch['count'] == 0 for branch in line['branches'])
        missing += never
        if never:
            number = line['line_number']
            print(f"{file['file']}:{number}: {never} of {len(line['branches'])} never: {source[number - 1].strip()}")
print(f'{missing} branches are never taken')
raise SystemExit(missing > 0)
END
