"""The README's table names what is there: each file, each name in it, each test."""
import pathlib
import re
import unittest

import service

TEXT = (service.SOURCE / 'README.md').read_text()
TESTS = pathlib.Path(__file__).parent


class Readme(unittest.TestCase):
    rows = [re.split(r' *\| *', line)[1:-1] for line in TEXT.splitlines() if re.match(r'\| [IVX]+\. ', line)]

    def test_there_are_twelve_factors(self):
        self.assertEqual(len(self.rows), 12)

    def test_what_the_table_names_is_there(self):
        for factor, _, where, tests in self.rows:
            for place in where.split('; '):
                file, *names = re.findall('`([^`]+)`', place)
                text = (service.SOURCE / file).read_text()
                self.assertTrue(names, factor)
                for name in names:
                    self.assertIn(name, text, f'{factor}: {file}')
            for test in re.findall('`([^`]+)`', tests):
                self.assertTrue((TESTS / f'{test}.py').exists() or f'def {test}_' in (TESTS / 'test_factors.py').read_text(),
                                f'{factor}: {test}')

    def test_what_the_text_names_is_there(self):
        files = (*service.SOURCE.glob('*.[ch]'), service.SOURCE / 'meson.build', service.SOURCE / 'run.sh',
                 TESTS / 'test_factors.py')
        known = ''.join(path.read_text() for path in files)
        for name in re.findall(r'`(?:struct )?([a-z]+_[a-z0-9_]+)`', TEXT):
            self.assertTrue(name in known or (TESTS / f'{name}.py').exists(), name)
        for file in re.findall(r'`([A-Za-z-]+\.(?:c|h|yaml|yml|sh))`', TEXT):
            self.assertTrue((service.SOURCE / file).exists(), file)
