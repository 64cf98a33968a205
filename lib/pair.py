#!/usr/bin/env python3
"""Writes the pair: pair.py DIR makes DIR/envtab.h and DIR/envtab.c, the whole library in two files.

The same sources give the same bytes every time. What would make the one file differ from the many is an error:
a file that is not in the list, an include that is not found, a static name or a macro that two files define.
"""
import pathlib
import re
import sys

FILES = """
    version digits secret plain text nearest choices repeat walk block value hint problem fault index table
    service_link environment file source describe wording row rows unknown rule privilege scrub load parse schema
    reading config show output page print json print_json
    types/bool types/integer types/decimal types/real types/string types/secret types/bytes types/quantity
    types/duration types/size types/uuid types/host types/endpoint types/list types/pair types/flags types/group
    types/uri types/redaction types/url types/service types/postgres_keywords types/postgres types/redis types/amqp
    write/variables write/words write/whole write/pattern write/help write/dotenv write/markdown write/json_schema
    write/env_schema write/kubernetes write/compose write/systemd write/write write/dump write/show_json write/diff
    write/command
""".split()

LIB = pathlib.Path(__file__).resolve().parent
INCLUDE = re.compile(r'#include\s+(<[^>]+>|"[^"]+")')
STATIC = re.compile(r'static\b[^=;({\[]*?\b(\w+)\s*[\[(=;]')
MACRO = re.compile(r'\s*#\s*define\s+(\w+)')
CONDITION = re.compile(r'\s*#\s*(if|endif)')
FEATURES = '#ifndef _GNU_SOURCE\n#define _GNU_SOURCE\n#endif\n'

HEAD = """\
/*
 * envtab {version}: the whole library in one file, made by lib/pair.py. Do not edit.
 * Compile it with your program (cc -std=c11 -c envtab.c), with envtab.h beside it.
 *
{license}
 */
{features}
#define ENVTAB_INTERNAL static
"""


def fail(message):
    sys.exit('pair.py: ' + message)


def read(path):
    """The text of a file, without the feature macro that stands at the head of the pair already."""
    return path.read_text(encoding='utf-8').replace('\r\n', '\n').replace(FEATURES, '')


class Pair:
    def __init__(self):
        self.lines = []
        self.seen = set()     # local headers, and system headers that are included unconditionally
        self.defined = {}     # a static name or macro: the file that defines it

    def define(self, name, path):
        first = self.defined.setdefault(name, path)
        if first != path:
            fail(f'{name} is defined in {first} and in {path}')

    def include(self, line, header, path, depth):
        """One #include: a local header is inlined once, a system header stands once, but for those under #if."""
        if header.startswith('"'):
            local = LIB / header.strip('"')
            if not local.is_file():
                fail(f'{path} includes {header}, which is not in lib/')
            if depth:
                fail(f'{path} includes {header} under a condition')
            if header not in self.seen:
                self.seen.add(header)
                self.add(header.strip('"'), guarded=True)
        elif header == '<envtab.h>':
            self.lines.append('#include "envtab.h"')
        elif header.startswith('<envtab'):
            fail(f'{path} includes {header}, which is no part of the pair')
        elif depth or header not in self.seen:
            self.lines.append(line)
            if not depth:
                self.seen.add(header)

    def add(self, path, guarded=False):
        """Appends a file of lib/. guarded: the whole of it stands under an include guard."""
        self.lines.append(f'/* ---- begin {path} ---- */')
        depth = -1 if guarded else 0
        for line in read(LIB / path).splitlines():
            condition = CONDITION.match(line)
            if condition:
                depth += 1 if condition[1] == 'if' else -1
            static, macro, include = STATIC.match(line), MACRO.match(line), INCLUDE.match(line)
            if static or macro:
                self.define((static or macro)[1], path)
            if include:
                self.include(line, include[1], path, depth)
            else:
                self.lines.append(line)
        self.lines.append(f'/* ---- end {path} ---- */')


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith('-'):
        fail('usage: pair.py DIR')
    directory = pathlib.Path(sys.argv[1])
    header = read(LIB.parent / 'include' / 'envtab.h')
    listed = {name + '.c' for name in FILES}
    present = {path.relative_to(LIB).as_posix() for path in LIB.rglob('*.c')}
    if listed != present:
        fail('its list and lib/ differ: ' + ', '.join(sorted(listed ^ present)))
    version = re.search(r'#define ENVTAB_VERSION "([^"]+)"', header)[1]
    license = (LIB.parent / 'LICENSE').read_text(encoding='utf-8').rstrip().splitlines()
    pair = Pair()
    for name in FILES:
        pair.add(name + '.c')
    head = HEAD.format(version=version, features=FEATURES.rstrip(),
                       license='\n'.join((' * ' + line).rstrip() for line in license))
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in ('envtab.h', header), ('envtab.c', head + '\n'.join(pair.lines) + '\n'):
        with open(directory / name, 'w', encoding='utf-8', newline='\n') as out:
            out.write(text)


main()
