"""How lib/ is built, in figures: python3 tests/tools/figures.py. Nothing here passes or fails.

Lines of functions and files, and lines of comment for each line of code: a line that holds both counts as both.
"""
import pathlib
import re
import statistics

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMENT = re.compile(r'/\*.*?\*/', re.S)


def comment_ratio(paths):
    comments = code = 0
    for path in paths:
        text = path.read_text(encoding='utf-8')
        comments += sum(1 + match[0].count('\n') for match in COMMENT.finditer(text))
        bare = COMMENT.sub(lambda match: '\n' * match[0].count('\n'), text)
        code += sum(bool(line.strip()) for line in bare.splitlines())
    return comments / code


def function_lengths(path):
    """The lines of each function's body with its head, as the tree is written: a body begins and ends in column 0."""
    lines, head = path.read_text(encoding='utf-8').splitlines(), None
    for number, line in enumerate(lines):
        if re.match(r'^[A-Za-z].*\(', line) and not line.endswith(';'):
            head = number
            if re.search(r'\)\s*\{.*\}$', line):
                yield 1
        if line == '}' and head is not None:
            yield number - head + 1
            head = None


def main():
    sources, headers = sorted(ROOT.glob('lib/*/*.c')), sorted(ROOT.glob('lib/*/*.h'))
    functions = [length for path in sources for length in function_lengths(path)]
    files = [len(path.read_text(encoding='utf-8').splitlines()) for path in sources]
    print(f'{len(sources)} sources and {len(headers)} headers of {len({p.parent for p in sources})} rooms, '
          f'{sum(files)} lines of .c')
    print(f'functions: {len(functions)}, median {statistics.median(functions)} lines, longest {max(functions)}')
    print(f'files: median {statistics.median(files)} lines, longest {max(files)}')
    print(f'comment lines a line of code: lib/*.c {comment_ratio(sources):.2f}, lib/*.h {comment_ratio(headers):.2f}, '
          f'envtab.h {comment_ratio([ROOT / "include/envtab.h"]):.2f}')


main()
