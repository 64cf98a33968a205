"""The processes of the service, as the tests start and stop them."""
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import tempfile

import servers

ORDERS = pathlib.Path(os.environ['orders'])  # the binary
SOURCE = pathlib.Path(__file__).resolve().parent.parent
running = []
seen = []  # every byte that a process has written, for the search for secrets


def free_port():
    """A port that nobody listens on, below those that the kernel gives to clients."""
    while True:
        try:
            with socket.create_server(('127.0.0.1', random.randrange(10000, 32768))) as held:
                return held.getsockname()[1]
        except OSError:
            pass


class Process:
    """A process of the service, started with these variables alone, in an empty folder, by a user without rights."""

    def __init__(self, *words, environment, under=()):
        self.words, self.environment = words, environment
        self.output, self.errors = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        self.child = subprocess.Popen(
            ['setpriv', '--pdeathsig', 'KILL', *servers.NOBODY, *under, ORDERS, *words],
            env={name: str(value) for name, value in environment.items()}, cwd=servers.WORK / 'empty',
            stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.errors)
        self.pid = self.child.pid
        running.append(self)

    def written(self, file=None):
        file = file or self.output
        return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)

    def lines(self):
        """The log so far: each whole line is one JSON object."""
        return [json.loads(line) for line in self.written().decode().splitlines(keepends=True) if line.endswith('\n')]

    def said(self, message):
        return [line for line in self.lines() if line['message'] == message]

    def alive(self):
        return self.child.poll() is None

    def wait_for(self, message, count=1):
        def there():
            return len(self.said(message)) >= count or not self.alive()
        servers.until(there, f'{self} logs "{message}"')
        if len(self.said(message)) < count:
            raise AssertionError(f'{self} ended with {self.child.returncode}: {self.everything()}')
        return self.said(message)[-1]

    def everything(self):
        return (self.written() + self.written(self.errors)).decode(errors='replace')

    def terminate(self):
        """SIGTERM, as every platform sends it; the exit status."""
        self.child.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self):
        self.child.kill()
        return self.wait()

    def wait(self):
        try:
            status = self.child.wait(60)
        except subprocess.TimeoutExpired:
            raise AssertionError(f'{self} does not end: {self.everything()}') from None
        if self in running:
            running.remove(self)
            seen.append((str(self), self.written() + self.written(self.errors)))
        return status

    def __str__(self):
        return 'orders ' + ' '.join(self.words)


class Web(Process):
    def __init__(self, environment, **options):
        self.port = free_port()
        super().__init__('web', environment={**environment, 'PORT': self.port, 'BIND': '127.0.0.1'}, **options)


def run(*words, environment):
    """A process that ends by itself: its exit status, output and errors."""
    process = Process(*words, environment=environment)
    status = process.wait()
    return status, process.written().decode(), process.written(process.errors).decode()


def stop_all():
    for process in list(running):
        process.kill()
