"""The order of the rooms of lib/, as lib/internal.h has it: order.py ROOT BUILD prints what breaks it, a line each.

Two ways in, as each sees what the other does not: the includes of the sources, and the symbols that the object files of
the library, in a build of meson, want from each other ("nm" lists them). A room uses those above it in the list;
within a room no modules use each other in a circle. What a type object or a sink points to is not seen: nothing is
wanted there at link time.
"""
import pathlib
import re
import subprocess
import sys


def read_rooms(root):
    text = (root / 'lib/internal.h').read_text(encoding='utf-8')
    return re.findall(r'^ \*   (\w+)/ ', text, re.M)


def includes(root):
    """(user, used) of each include, as ROOM/NAME without an ending."""
    for path in sorted((root / 'lib').glob('*/*.[ch]')):
        user = path.relative_to(root / 'lib').with_suffix('').as_posix()
        for used in re.findall(r'^#include "(\w+/\w+)\.h"', path.read_text(encoding='utf-8'), re.M):
            if used != user:
                yield user, used


def symbols(build, rooms):
    """(user, used) of each symbol that an object file of the library wants and another defines."""
    defined, wanted = {}, []
    for path in sorted(build.glob('libenvtab*.p/lib_*.c.o')):
        user = re.sub(rf'^lib_({"|".join(rooms)})_(\w+)\.c\.o$', r'\1/\2', path.name)
        for line in subprocess.run(['nm', path], check=True, text=True, capture_output=True).stdout.splitlines():
            *_, kind, symbol = line.split()
            if kind == 'U':
                wanted.append((user, symbol))
            elif kind.isupper():
                defined[symbol] = user
    return {(user, defined[symbol]) for user, symbol in wanted if defined.get(symbol, user) != user}


def circle(edges):
    """Modules that use each other in a circle; None: there is none."""
    done, path = set(), []

    def visit(module):
        if module in path:
            return path[path.index(module):] + [module]
        if module in done:
            return None
        path.append(module)
        for used in sorted(edges.get(module, ())):
            found = visit(used)
            if found:
                return found
        path.pop()
        done.add(module)
        return None

    for module in sorted(edges):
        found = visit(module)
        if found:
            return found
    return None


def main():
    root, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    rooms = read_rooms(root)
    for verb, pairs in ('includes', set(includes(root))), ('calls', symbols(build, rooms)):
        if not pairs:
            print(f'nothing was seen that {verb} something else')
        edges = {}
        for user, used in sorted(pairs):
            edges.setdefault(user, set()).add(used)
            if rooms.index(used.split('/')[0]) > rooms.index(user.split('/')[0]):
                print(f'{user} {verb} {used}, which lies below it')
        found = circle(edges)
        if found:
            print(f'a circle: ' + f' {verb} '.join(found))


main()
