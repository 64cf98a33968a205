"""The backing services of the tests: real ones, which tests/checks/orders.sh has started. They can be killed and started
again, and asked for what they hold."""
import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time

import pika

from credentials import PASSWORDS, TOKEN, USER, encoded

WORK = pathlib.Path(os.environ['work'])
NOBODY = ['--reuid=nobody', '--regid=nogroup', '--clear-groups'] if os.getuid() == 0 else []


def url(scheme, name, path, port=None):
    return f'{scheme}://{USER}:{encoded(PASSWORDS[name])}@127.0.0.1:{port or int(os.environ[PORTS[name]])}/{path}'


PORTS = {'postgres': 'postgres_port', 'redis': 'redis_port', 'rabbitmq': 'amqp_port'}
VHOST = 'orders'


def environment(database='orders', redis=0):
    """What every process of the service is told of its backing services."""
    return {'DATABASE_URL': url('postgres', 'postgres', database),
            'REDIS_URL': url('redis', 'redis', redis),
            'AMQP_URL': url('amqp', 'rabbitmq', VHOST),
            'API_TOKEN': TOKEN}


def until(condition, what, seconds=60):
    """Waits for something that must come; how long it takes is no test."""
    end = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(f'waited {seconds} s in vain: {what}')
        time.sleep(0.05)
    return result


# ---- PostgreSQL ----

def sql(statement, database='orders'):
    """The rows, each a list of texts, as the superuser sees them."""
    answer = subprocess.run(['psql', '-XAtqF', '\t', '-v', 'ON_ERROR_STOP=1', '-h', WORK / 'postgres', '-U', 'postgres',
                             '-p', os.environ['postgres_port'], '-d', database, '-c', statement],
                            text=True, capture_output=True, check=False)
    if answer.returncode:
        raise AssertionError(f'{statement}: {answer.stderr}')
    return [line.split('\t') for line in answer.stdout.splitlines()]


def number(statement, database='orders'):
    return int(sql(statement, database)[0][0])


def new_database(name):
    sql(f'DROP DATABASE IF EXISTS {name} WITH (FORCE)', 'postgres')
    sql(f'CREATE DATABASE {name} OWNER {USER}', 'postgres')
    return name


@contextlib.contextmanager
def without_database(name):
    """Nobody can connect to it; all who were are thrown out."""
    sql(f'ALTER DATABASE {name} ALLOW_CONNECTIONS false', 'postgres')
    sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'", 'postgres')
    try:
        yield
    finally:
        sql(f'ALTER DATABASE {name} ALLOW_CONNECTIONS true', 'postgres')


# ---- RabbitMQ ----

class Broker:
    """A channel of the test's own."""

    def __enter__(self):
        where = pika.URLParameters(environment()['AMQP_URL'])
        self.connection = pika.BlockingConnection(where)
        return self

    def __exit__(self, *_):
        self.connection.close()

    def channel(self):
        return self.connection.channel()

    def waiting(self, queue):
        """How many messages are ready in the queue; None: there is no such queue."""
        try:
            return self.channel().queue_declare(queue, passive=True).method.message_count
        except pika.exceptions.ChannelClosedByBroker:
            return None

    def purge(self, *queues):
        for queue in queues:
            if self.waiting(queue) is not None:
                self.channel().queue_purge(queue)


# ---- Redis ----

def redis(*command, database=0):
    return subprocess.run(['redis-cli', '--no-auth-warning', '-s', WORK / 'redis/socket', '--user', USER, '--pass',
                           PASSWORDS['redis'], '-n', str(database), *command],
                          text=True, capture_output=True, check=True).stdout.strip()


# ---- Killed, and started again ----

again = {}  # what this driver started, by its name


def pid(name):
    return again[name].pid if name in again else int(os.environ[name + '_pid'])


def kill(name):
    os.kill(pid(name), signal.SIGKILL)
    if name in again:
        again.pop(name).wait()


def answers(port):
    try:
        socket.create_connection(('127.0.0.1', port), 1).close()
        return True
    except OSError:
        return False


def start(name):
    """As tests/live/servers.sh started it: the same command, folder and user."""
    _, end, *command = (WORK / f'{name}.command').read_text().split('\0')[:-1]
    folder = WORK / name
    with open(WORK / f'{name}.log', 'ab') as log:
        again[name] = subprocess.Popen(
            ['setpriv', '--pdeathsig', end, *NOBODY, 'env', '-i', f'PATH={os.environ["PATH"]}', f'HOME={folder}', 'LC_ALL=C',
             *command], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    until(lambda: answers(int(os.environ[PORTS[name]])), f'{name} runs')


def stop_all():
    for process in again.values():
        process.kill()
        process.wait()
    again.clear()
