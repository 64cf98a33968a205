#!/usr/bin/env python3
"""Writes the pair: pair.py DIR makes DIR/envtab.h and DIR/envtab.c, the whole library in two files.

It takes the rooms of lib/ in the order that internal.h gives, and every file in them. The same sources give the same
bytes every time. What would make the one file differ from the many is an error: an include that is not found, a static
name or a macro that two files define.
"""
import pathlib
import re
import sys

LIB = pathlib.Path(__file__).resolve().parent
ROOM = re.compile(r'^ \*   (\w+)/ ', re.M)
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
/* Private to the program or library that carries it, unless that says something else. */
#if !defined(ENVTAB_API) && defined(__GNUC__) && !defined(_WIN32)
#define ENVTAB_API __attribute__((visibility("hidden")))
#endif
"""


def fail(message):
    sys.exit('pair.py: ' + message)


def rooms():
    """The folders of lib/, in the order of internal.h."""
    named = ROOM.findall(read(LIB / 'internal.h'))
    present = {path.parent.name for path in LIB.glob('*/*.c')}
    if set(named) != present:
        fail('internal.h and lib/ differ: ' + ', '.join(sorted(set(named) ^ present)))
    return named


def read(path):
    """The text of a file, without the feature macro, which the head of the pair has already."""
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
        """One #include: a local header is inlined once, a system header is included once, except under #if."""
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
            fail(f'{path} includes {header}, which is not part of the pair')
        elif depth or header not in self.seen:
            self.lines.append(line)
            if not depth:
                self.seen.add(header)

    def add(self, path, guarded=False):
        """Appends a file of lib/. guarded: all of it is under an include guard."""
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
    if len(sys.argv) != 2 or (sys.argv[1].startswith('-') and sys.argv[1] != '--headers'):
        fail('usage: pair.py DIR')
    if sys.argv[1] == '--headers':     # for meson: what the pair is made of beside the sources
        print('internal.h', *(path.relative_to(LIB).as_posix() for room in rooms()
                              for path in sorted((LIB / room).glob('*.h'))))
        return
    directory = pathlib.Path(sys.argv[1])
    header = read(LIB.parent / 'include' / 'envtab.h')
    version = re.search(r'#define ENVTAB_VERSION "([^"]+)"', header)[1]
    license = (LIB.parent / 'LICENSE').read_text(encoding='utf-8').rstrip().splitlines()
    pair = Pair()
    for room in rooms():
        for path in sorted((LIB / room).glob('*.c')):
            pair.add(path.relative_to(LIB).as_posix())
    head = HEAD.format(version=version, features=FEATURES.rstrip(),
                       license='\n'.join((' * ' + line).rstrip() for line in license))
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in ('envtab.h', header), ('envtab.c', head + '\n'.join(pair.lines) + '\n'):
        with open(directory / name, 'w', encoding='utf-8', newline='\n') as out:
            out.write(text)


main()
