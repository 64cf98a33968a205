"""Runs the tests that are named (a module, a class or a test of it), or all; a line for each."""
import pathlib
import sys
import time
import unittest

import servers
import service


class Result(unittest.TestResult):
    """One line for each test: what it is about, and why it failed."""

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()

    def addSuccess(self, test):
        print(f'passed: {about(test)} ({time.monotonic() - self.started:.1f} s)', flush=True)

    def told(self, test, error):
        print(f'FAILED: {about(test)}', *self._exc_info_to_string(error, test).splitlines(), sep='\n  ', flush=True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.told(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.told(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self.told(subtest, err)


def about(test):
    return str(test).split(' ')[0].removeprefix('test_').replace('_', ' ')


loader = unittest.TestLoader()
here = pathlib.Path(__file__).parent
# What searches all that was written comes last.
modules = sorted((path.stem for path in here.glob('test_*.py')), key=lambda name: (name == 'test_secrets', name))
suite = loader.loadTestsFromNames(sys.argv[1:] or modules)
result = Result()
try:
    suite.run(result)
finally:
    service.stop_all()
    servers.stop_all()
sys.exit(not result.wasSuccessful() or not result.testsRun)
