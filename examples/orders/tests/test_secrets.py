"""No password and no token can be read from anything that the service writes or shows. This module runs last: it looks
at what all the processes of all the tests have written, too."""
import glob
import os
import pathlib
import resource
import signal
import subprocess
import unittest

import api
import credentials
import fleet
import servers
import service


def found(text):
    return [secret for secret in credentials.HIDDEN if secret in text]


class Secrets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fleet = fleet.Fleet('secret', webs=1, workers=1, schedulers=1, LOG_LEVEL='debug')
        client = api.Client(cls.fleet.ports[0])
        client.post()
        client.close()
        servers.until(cls.fleet.settled, 'it is processed')

    @classmethod
    def tearDownClass(cls):
        cls.fleet.__exit__()

    def processes(self):
        return *self.fleet.webs, *self.fleet.workers, *self.fleet.schedulers

    def test_proc_shows_none(self):
        """Of the variables that a process type needs: it is given no others (test_delivery)."""
        for process in self.processes():
            read = 0
            for path in (*glob.glob(f'/proc/{process.pid}/*'), *glob.glob(f'/proc/{process.pid}/task/*/*')):
                # The memory itself is for root alone, as it is of every process; the others are what people look at.
                if os.path.basename(path) in ('mem', 'pagemap', 'clear_refs', 'auxv') or not os.path.isfile(path):
                    continue
                try:
                    text = pathlib.Path(path).read_bytes()
                except OSError:
                    continue
                read += 1
                self.assertEqual(found(text), [], path)
            self.assertGreater(read, 20)

    def test_proc_would_show_them_where_they_were_not_removed(self):
        """The test above looks in the right place: a program that does not scrub has them in its environment."""
        with subprocess.Popen(['sleep', '60'], env={'PATH': os.environ['PATH'], **servers.environment()}) as sleep:
            servers.until(lambda: found(pathlib.Path(f'/proc/{sleep.pid}/environ').read_bytes()), 'they are there')
            sleep.kill()

    def test_another_process_of_the_user_cannot_look(self):
        for process in self.processes():
            for what in (['cat', f'/proc/{process.pid}/environ'], ['gcore', '-o', servers.WORK / 'empty/core', str(process.pid)]):
                done = subprocess.run(['setpriv', *servers.NOBODY, *what], capture_output=True, check=False,
                                      cwd=servers.WORK / 'empty')
                self.assertNotEqual(done.returncode, 0, what)
                self.assertEqual(found(done.stdout + done.stderr), [])
        self.assertEqual(os.listdir(servers.WORK / 'empty'), [])

    def test_there_is_no_core_file(self):
        """Although the limit lets it: what does the same without this care leaves one."""
        self.assertEqual(resource.getrlimit(resource.RLIMIT_CORE)[0], resource.RLIM_INFINITY)
        for kind in ('web', 'worker', 'scheduler'):
            process = service.Process(kind, environment=self.fleet.environment | {'PORT': service.free_port()})
            process.wait_for('started')
            self.assertEqual(self.end_of(process.child), (signal.SIGABRT, False))
            process.wait()
        sleep = subprocess.Popen(['sleep', '60'])
        self.assertEqual(self.end_of(sleep), (signal.SIGABRT, True))
        for core in pathlib.Path().glob('core*'):
            core.unlink()

    def end_of(self, child):
        """SIGABRT, as a failed assertion sends it: the signal that ended it, and whether it left a core."""
        child.send_signal(signal.SIGABRT)
        status = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        self.assertIn(status.si_code, (os.CLD_KILLED, os.CLD_DUMPED))
        child.wait()
        return status.si_status, status.si_code == os.CLD_DUMPED

    def test_metrics_and_answers_show_none(self):
        for path in ('/metrics', '/healthz', '/readyz', '/orders/x', '/nowhere'):
            client = api.Client(self.fleet.ports[0])
            answer = client.get(path)
            client.close()
            self.assertEqual(found(answer.body + bytes(str(answer.headers), 'utf-8')), [], path)

    def test_errors_of_wrong_credentials_show_none(self):
        wrong = {name: value.replace(servers.USER + ':', 'nobody:') for name, value in self.fleet.environment.items()}
        for kind, message in (('web', 'cannot use the cache'), ('worker', 'cannot use the broker')):
            process = service.Process(kind, environment=wrong | {'PORT': service.free_port(), 'LOG_LEVEL': 'debug'})
            servers.until(lambda: len(process.lines()) > 2, 'it says what is wrong')
            process.terminate()
            self.assertEqual(found(process.written() + process.written(process.errors)), [], message)

    def test_a_broken_environment_shows_none(self):
        for name, value in servers.environment().items():
            for broken in {value + '\n', f'"{value}"', value.replace('%40', '@'), value.replace('://', ':/')} - {value}:
                for words in (['web'], ['web', 'config', 'check'], ['web', 'config', 'show'], ['config', 'show', '--json']):
                    status, output, errors = service.run(*words, environment=servers.environment() | {name: broken})
                    self.assertEqual((status, found((output + errors).encode())), (78, []), f'{words} {name}')

    def test_what_config_writes_shows_none(self):
        for word in ('show', 'help', 'dotenv', 'markdown', 'json-schema', 'env-schema', 'kubernetes', 'compose', 'systemd'):
            status, output, errors = service.run('config', word, environment=servers.environment())
            self.assertEqual((status, found((output + errors).encode())), (0, []), word)

    def test_zz_no_process_of_any_test_has_written_one(self):
        for process, written in service.seen:
            self.assertEqual(found(written), [], process)
        self.assertGreater(len(service.seen), 10)
