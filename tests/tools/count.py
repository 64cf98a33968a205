#!/usr/bin/env python3
"""count.py LOG: prints "PASSED FAILED", the cases of the test programs that meson ran and logged in LOG (testlog.json).

Each program of the check framework ends with a line "Checks: 3, Failures: 1, Errors: 0". One that ends badly without a
failed case to show for it (it crashed, it leaked, it took too long, it printed no such line) counts as one that failed.
What failed programs wrote goes to stderr.
"""
import json
import re
import sys

LINE = re.compile(r'Checks: (\d+), Failures: (\d+), Errors: (\d+)')
passed = failed = 0
with open(sys.argv[1], encoding='utf-8') as log:
    for program in map(json.loads, log):
        output = program.get('stdout', '') + program.get('stderr', '')
        cases = bad = 0
        for line in LINE.findall(output):
            cases += int(line[0])
            bad += int(line[1]) + int(line[2])
        passed += cases - bad
        if not bad and (not cases or program['result'] != 'OK'):
            bad = 1
        failed += bad
        if bad:
            print(f'FAILED: {program["name"]} ({program["result"]})', *output.splitlines()[:80], sep='\n  ', file=sys.stderr)
print(passed, failed)
