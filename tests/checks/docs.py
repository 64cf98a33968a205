#!/usr/bin/env python3
"""What the documentation says is what the code says: docs.py WHAT compares the two, and prints how they differ.

Tables of the README are compared line by line with those that are made here, of the code and the tables of the tests:
codes, hints, writers, json-schema, differences. options, types, functions, words and statuses are compared as sets.
With "examples PROGRAMS" each text in the README's table of types is given to the program there that reads it.
"""
import difflib
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def read(name):
    return (ROOT / name).read_text(encoding='utf-8')


README, HEADER, COMMAND = read('README.md'), read('include/envtab.h'), read('lib/write/command.c')
MAN, MAN_COMMAND = read('lib/man/envtab.3'), read('lib/man/envtab-config.7')


def rows_of(name):
    """The rows of a table of the tests, without its head."""
    lines = [line for line in read(f'tests/tables/{name}.tsv').splitlines() if line and not line.startswith('#')]
    return [line.split('\t') for line in lines[1:]]


def table(head):
    """The lines of the README's table whose first line begins with this, without its head."""
    lines = README[README.index('\n| ' + head) + 1:].splitlines()
    return lines[2:next(i for i, line in enumerate(lines) if not line.startswith('|'))]


def cells(line):
    return line.strip('| ').split(' | ')


def constants(prefix):
    """Each constant of the header with this prefix: its name, its number or None, the words behind it."""
    found = re.findall(rf'^  {prefix}(\w+)(?: = (\d+))?,? +/\*\*< (.*) \*/$', HEADER, re.M)
    return [(name.lower(), number, words) for name, number, words in found]


def differ(want, got):
    """Whether they do; each is a list of lines. Prints how."""
    difference = list(difflib.unified_diff(want, got, 'the code', 'the documentation', lineterm='', n=0))
    print(*difference, sep='\n')
    if not want:
        print('nothing was found in the code')
    return bool(difference) or not want


# ---- Tables of the README ----

def codes():
    want = [f'| {number} | `{name}` | {words} |' for name, number, words in constants('ENVTAB_PROBLEM_')]
    man = re.findall(r'^\.It Dv ENVTAB_PROBLEM_(\w+) Ta (\d+)', MAN, re.M)
    return differ(want, table('code |')) | differ([f'{number} {name.lower()}' for number, name in
                                                    ((row[1], row[0]) for row in constants('ENVTAB_PROBLEM_'))],
                                                  [f'{number} {name.lower()}' for name, number in man])


def hints():
    source = read('lib/report/causes.c').split('} causes[] = {')[1].split('\n};')[0]
    causes = re.findall(r'\{ (\w+), \w+, \w+,\s*"((?:[^"\\]|\\.)*)" \}', source)
    texts = {}
    for cause, _, _, text, _ in rows_of('hints'):
        texts.setdefault(cause, text)
    want = [f'| `{texts[cause]}` | {sentence.replace(chr(92), "").replace("~", "V")} |' for cause, sentence in causes]
    return differ(want, table('value, for example |'))


def writers():
    words = re.findall(r'\{ "([a-z-]+)", envtab__write_', read('lib/write/write.c'))
    said = constants('ENVTAB_FORMAT_')
    want = [f'{name.replace("_", "-")} {text}' for name, _, text in said]
    return differ([name for name, _, _ in said], [word.replace('-', '_') for word in words]) | differ(
        want, [f'{cells(line)[0].strip("`")} {cells(line)[1]}' for line in table('format | what it is')])


def json_schema():
    types = {}
    for name, _, why in rows_of('json_schema'):
        types.setdefault(why, []).append(f'`{name}`')
    want = [f'| {", ".join(dict.fromkeys(names))} | {why} |' for why, names in types.items()]
    return differ(want, table('type | what it cannot say'))


def differences():
    names = {'all': 'all', 'postgres': 'libpq', 'redis': 'redis-cli', 'amqp': 'librabbitmq'}
    taken = {'envtab': 'envtab', 'client': 'the client', 'both': 'both, in another way'}
    want = []
    for service, _, accepts, example, _, why in rows_of('differences'):
        clients = ', '.join(names[name] for name in service.split(', '))
        example = re.sub(r'{97[*]([0-9]+)}', 'aaa...', example)
        want.append(f'| {clients} | `{example}` | {taken[accepts]} | {why} |')
    return differ(want, table('client | such as'))


# ---- Sets ----

MADE_BY_MACROS = {
    'envtab_field': 'type offset size element element_size group name help extra'.split(),
    'envtab_schema': 'name fields count field_size size alignment'.split(),
    'envtab_options': [],
}


def options():
    """Every option of a row, of a schema and of a load stands in its table of the README, and no other."""
    different = False
    for struct, head in ('envtab_field', 'option |'), ('envtab_schema', 'option of the schema'), ('envtab_options', 'option of the load'):
        body = re.sub(r'/\*.*?\*/', '', HEADER.split(f'struct {struct} {{')[1].split('\n}')[0], flags=re.S)
        members = re.findall(r'(\w+);|\(\*(\w+)\)', body)
        members = {name for pair in members for name in pair if name and name not in MADE_BY_MACROS[struct]}
        named = {option for line in table(head) for option in re.findall(r'`\.(\w+)`', cells(line)[0])}
        different |= differ(sorted(members), sorted(named))
    return different


def functions():
    """Every function, and every format, stands in envtab(3)."""
    mapped = {name for name in re.findall(r'^  (\w+);$', read('lib/envtab.map'), re.M) if not name.startswith('envtab_type_')}
    inline = set(re.findall(r'^static inline \w+ (envtab_\w+)\(', HEADER, re.M))
    synopsis = MAN.split('.Sh DESCRIPTION')[0]
    formats = [name for name, _, _ in constants('ENVTAB_FORMAT_')]
    return differ(sorted(mapped | inline), sorted(set(re.findall(r'^\.Fn (envtab_\w+)', synopsis, re.M)))) | differ(
        formats, [name.lower() for name in re.findall(r'ENVTAB_FORMAT_(\w+)', MAN)])


def c_of_man():
    """Prints the synopsis and the example of envtab(3) as C, for a compiler."""
    print('#include <envtab.h>')
    for result, name, parameters in re.findall(r'^\.Ft (.*)\n\.Fn (envtab_\w+) (.*)$', MAN.split('.Sh DESCRIPTION')[0], re.M):
        parameters = re.findall(r'"([^"]+)"', parameters) or [parameters]
        print(f'{result.strip(chr(34))} {name}({", ".join(parameters)});')
    print(MAN.split('.Sh EXAMPLES\n.Bd -literal\n')[1].split('.Ed')[0].replace('\\e', '\\'))


def words():
    """The words of the command, in the man page and the README, with what they take."""
    known = re.findall(r'\{ "(\w+)", (?:"--(\w+)"|NULL), (?:"(\w+)"|NULL), \w+ \}', COMMAND)
    known = [' '.join(filter(None, word)) for word in known]
    formats = re.findall(r'\{ "([a-z-]+)", envtab__write_', read('lib/write/write.c'))
    man = re.findall(r'^\.It Cm ([a-z-]+)(?: Op Fl Fl (\w+))?(?: Ar (\w+))?$', MAN_COMMAND, re.M)
    synopsis = re.search(r'^\.Cm (help .*)$', MAN_COMMAND, re.M)[1].split(' | ')
    readme = [cells(line) for line in table('command | what it prints')[:-1]]
    said = [' '.join([row[0].strip('`')] + re.findall(r'`--(\w+)`', row[1])) for row in readme]
    return (differ(known + formats, [' '.join(filter(None, word)) for word in man]) | differ(formats, synopsis) |
            differ(known, said))


def statuses():
    numbers = re.findall(r'STATUS_\w+ = (\d+)', read('lib/write/command.c').split('statuses of sysexits.h')[1])
    numbers += re.findall(r'#define ENVTAB_EXIT_CONFIG (\d+)', HEADER)
    man = re.findall(r'^\.It (\d+)$', MAN_COMMAND.split('.Sh EXIT STATUS')[1], re.M)
    return differ(numbers, man) | differ(numbers, [cells(line)[0] for line in table('status |')])


# ---- Texts that the types take, and that they refuse ----

TYPES = {
    '`bool`': ['BOOL'], '`int8_t`': ['INT8', 'INT64'], '`float`': ['FLOAT', 'DOUBLE'],
    '`uint16_t` with `ENVTAB_PORT`': ['PORT'], '`envtab_secret`': ['SECRET'], '`envtab_bytes`': ['HEX'],
    '`envtab_duration`': ['DURATION'], '`envtab_size`': ['SIZE'], '`envtab_uuid`': ['UUID'],
    '`envtab_endpoint`': ['ENDPOINT'], '`envtab_url`': ['URL'], '`unsigned`': ['FLAGS'],
    '`ENVTAB_LIST_OF(type)`': ['STRINGS'], '`envtab_pairs`': ['PAIRS'],
    '`envtab_postgres`': ['DATABASE_URL'], '`envtab_redis`': ['REDIS_URL'], '`envtab_amqp`': ['AMQP_URL'],
}
RIGHT = {'SECRET': 'hunter2', 'URL': 'https://example.org', 'HEX': '00ff', 'BASE64': 'AP8Q', 'BASE64URL': 'AP8Q'}


def takes(programs, name, text):
    """Whether the example that has a variable of this name loads when it has this text."""
    service = name.endswith('_URL')
    environment = {name: text} if service else RIGHT | {name: text}
    program = pathlib.Path(programs) / ('check_url' if service else 'types')
    run = subprocess.run([program], env=environment, capture_output=True, encoding='utf-8', check=False)
    if run.returncode not in (0, 78):
        sys.exit(f'{program} ended with {run.returncode}')
    return run.returncode == 0


def examples(programs):
    """Of each row: what stands in backticks, but for options of a row and what is no whole text (...)."""
    wrong = []
    for line in table('member | text'):
        member, *columns = cells(line)
        for right, column in zip((True, False), columns):
            for text in re.findall(r'`([^`]+)`', column):
                names = next((names for start, names in TYPES.items() if member.startswith(start)), [])
                if names and '...' not in text and not re.match(r'\.[a-z]', text):
                    verdicts = [takes(programs, name, text) for name in names]
                    if any(verdicts) != right:
                        wrong.append(f'{member}: {text} is {"refused" if right else "taken"}')
    print(*wrong, sep='\n')
    return bool(wrong)


def types():
    """Each type of the header has a row in the table of types."""
    members = re.findall(r'^extern ENVTAB_API const envtab_type envtab_type_\w+; +/\*\*< (.*) \*/$', HEADER, re.M)
    text = ' '.join(cells(line)[0] for line in table('member | text'))
    absent = [member for member in members for word in [re.split(', ', member)[0]]
              if word not in text and not re.match(r'u?int\d+_t|a struct', word)]
    return differ(members, [member for member in members if member not in absent])


CHECKS = {function.__name__.replace('_', '-'): function for function in
          (codes, hints, writers, json_schema, differences, options, functions, c_of_man, words, statuses, types, examples)}
sys.exit(CHECKS[sys.argv[1]](*sys.argv[2:]))
