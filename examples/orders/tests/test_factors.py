"""The twelve factors (12factor.net), each shown by what the service does. Their names are those of the README's table."""
import hashlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import unittest

import api
import fleet
import servers
import service

TYPES = ('web', 'worker', 'scheduler', 'migrate')


def opened(process):
    """What the process holds open, by the file system's names."""
    folder = pathlib.Path(f'/proc/{process.pid}/fd')
    found = {}
    for link in folder.iterdir():
        try:
            flags = (folder / '../fdinfo' / link.name).read_text().split('flags:\t')[1].split()[0]
            found[int(link.name)] = (os.readlink(link), int(flags, 8))
        except FileNotFoundError:
            pass  # a connection that was closed meanwhile is not open
    return found


def listens(port):
    try:
        socket.create_connection(('127.0.0.1', port), timeout=0.5).close()
    except ConnectionRefusedError:
        return False
    except TimeoutError:
        pass
    return True


class Factors(unittest.TestCase):
    def test_01_codebase_one_binary_is_every_process_and_every_deploy(self):
        with fleet.Fleet('staging', webs=1, workers=1, schedulers=1) as staging, \
                fleet.Fleet('production', webs=1, workers=1, schedulers=1) as production:
            programs = {hashlib.sha256(pathlib.Path(f'/proc/{process.pid}/exe').read_bytes()).hexdigest()
                        for each in (staging, production) for process in (*each.webs, *each.workers, *each.schedulers)}
            self.assertEqual(programs, {hashlib.sha256(service.ORDERS.read_bytes()).hexdigest()})

    def test_02_dependencies_all_are_declared_and_no_program_is_called(self):
        declared = {'libpq', 'libhiredis', 'librabbitmq', 'libmicrohttpd', 'libjansson', 'libc', 'libenvtab'}
        needed = re.findall(r'NEEDED\).*\[(\w+)', subprocess.run(['readelf', '-d', service.ORDERS], text=True, check=True,
                                                                 capture_output=True).stdout)
        self.assertLessEqual(set(needed), declared)
        trace = Trace('execve', 'web', servers.environment() | {'PORT': service.free_port()})
        trace.process.wait_for('listening')
        trace.terminate()
        self.assertEqual(len(trace.calls()), 1, 'the process itself')

    def test_03_config_a_broken_environment_stops_every_process_before_it_opens_a_socket(self):
        for broken in ({'DATABASE_URL': 'postgres://orders:p@ss@db/orders'}, {'DATABASE_URL': ''},
                       {'LOG_LEVEL': 'loud'}, {'SHUTDOWN_GRACE': '10'}, {'ORDERS_THRAEDS': '4'}):
            for kind in TYPES:
                with self.subTest(kind=kind, broken=broken):
                    trace = Trace('socket,connect,bind', kind, servers.environment() | broken)
                    self.assertEqual(trace.process.wait(), 78)
                    self.assertEqual(trace.calls(), [])
                    problem, summary = trace.process.lines()
                    self.assertEqual((problem['variable'], summary['problem']), (*broken, 'summary'))

    def test_03_config_what_is_traced_is_seen(self):
        trace = Trace('socket,connect,bind', 'migrate', servers.environment(servers.new_database('traced')))
        self.assertEqual(trace.process.wait(), 0)
        self.assertTrue(trace.calls())

    def test_04_backing_services_another_database_by_its_URL_alone(self):
        first, second = (fleet.Fleet(name, webs=1) for name in ('here', 'there'))
        with first, second:
            self.assertEqual({name for name in first.environment if first.environment[name] != second.environment[name]},
                             {'DATABASE_URL'})
            client = api.Client(first.ports[0])
            placed = client.post().json
            client.close()
            self.assertEqual([each.number('SELECT count(*) FROM orders') for each in (first, second)], [1, 0])
            other = api.Client(second.ports[0])
            self.assertEqual(other.get(f'/orders/{placed["id"]}').status, 404)
            other.close()

    def test_04_backing_services_another_cache_by_its_URL_alone(self):
        for number in (1, 2):
            with fleet.Fleet('cached', webs=1, workers=1, REDIS_URL=servers.environment(redis=number)['REDIS_URL'],
                             CACHE_TTL='1h') as running:
                client = api.Client(running.ports[0])
                path = '/orders/' + client.post().json['id']
                servers.until(lambda: client.get(path).json['status'] == 'processed', 'the order is processed')
                servers.until(lambda: client.get(path).headers['X-Cache'] == 'hit', 'the cache has it')
                client.close()
            key = 'order:' + path.rsplit('/', 1)[1]
            self.assertEqual([servers.redis('EXISTS', key, database=each) for each in (number, 3 - number)], ['1', '0'])
            self.assertGreater(int(servers.redis('TTL', key, database=number)), 60)

    def test_05_build_release_run_the_fingerprint_names_the_release(self):
        def fingerprint(**variables):
            with fleet.Fleet('release', webs=1, **variables) as running:
                client = api.Client(running.ports[0])
                text = client.get('/metrics').body.decode()
                client.close()
                started = running.webs[0].said('started')[0]
            name = re.search(r'orders_config_info\{process="[a-z ]+",fingerprint="([0-9a-f]{16})"\} 1\n', text)[1]
            self.assertEqual(name, started['fingerprint'], 'the log and the metrics say the same')
            return name
        same = {'CACHE_TTL': '5m', 'ORDERS_THREADS': '2'}
        self.assertEqual(self.shown(same), self.shown(same | {'CACHE_TTL': '300s'}), 'the same config')
        self.assertNotEqual(self.shown(same), self.shown(same | {'CACHE_TTL': '6m'}), 'another config')
        fingerprint(**same)

    def shown(self, variables):
        status, output, errors = service.run('web', 'config', 'show', environment=servers.environment() | variables)
        self.assertEqual(status, 0, errors)
        return output.splitlines()[-1]

    def test_06_processes_keep_nothing(self):
        """What one web took, another shows when the first is gone; and no file was written."""
        with fleet.Fleet('stateless', webs=2, workers=1, schedulers=1) as running:
            first, second = (api.Client(port) for port in running.ports)
            order, key = api.new_order(), 'a-key-of-the-client'
            placed = first.post(order, key).json
            for process in (*running.webs, *running.workers, *running.schedulers):
                written = [name for number, (name, flags) in opened(process).items()
                           if number > 2 and name.startswith('/') and not name.startswith('/dev/') and flags & os.O_ACCMODE]
                self.assertEqual(written, [], str(process))
            running.webs[0].kill()
            self.assertEqual(second.get(f'/orders/{placed["id"]}').json['id'], placed['id'])
            again = second.post(order, key)
            self.assertEqual((again.status, again.json['id']), (200, placed['id']))
            first.close()
            second.close()
        self.assertEqual(os.listdir(servers.WORK / 'empty'), [], 'the folder in which all processes ran')

    def test_07_port_binding_PORT_and_BIND_are_all_that_a_web_needs_to_be_reached(self):
        with fleet.Fleet('bound', webs=1) as running:
            web, = running.webs
            self.assertEqual(listening(web), {f'127.0.0.1:{web.port}'})
            client = api.Client(web.port)
            self.assertEqual(client.get('/healthz').json, {'status': 'ok'})
            client.close()
            everywhere = service.Process('web', environment=running.environment | {'PORT': service.free_port()})
            everywhere.wait_for('listening')
            self.assertEqual(listening(everywhere), {f'0.0.0.0:{everywhere.environment["PORT"]}'})
            everywhere.terminate()
            taken = service.Process('web', environment=running.environment | {'PORT': web.port, 'BIND': '127.0.0.1'})
            self.assertEqual(taken.wait(), 69, 'the port is taken')
            self.assertTrue(taken.said('cannot listen'))

    def test_08_concurrency_two_webs_and_three_workers_share_the_load(self):
        with fleet.Fleet('shared', webs=2, workers=3, ORDERS_PREFETCH='5') as running:
            with api.Load(running.ports, pause=0) as load:
                load.wait_for(500)
            self.assertEqual(load.failed, [])
            running.check_exactly_once(self, load.accepted)
            for process, message in [(web, 'request') for web in running.webs] + [(each, 'done') for each in running.workers]:
                self.assertTrue(process.said(message), f'{process} had its share')

    def test_09_disposability_SIGTERM_under_load_fails_no_request(self):
        """A web drains; others go on. Its successor is ready before it goes, as in a rolling update."""
        with fleet.Fleet('rolling', webs=2, workers=2) as running:
            with api.Load(running.ports) as load:
                for turn in range(4):
                    load.wait_for(40)
                    old = running.webs[turn % 2]
                    new = service.Web(running.environment)
                    new.wait_for('listening')
                    load.ports[turn % 2], running.webs[turn % 2] = new.port, new
                    self.assertEqual(old.terminate(), 0)
                    self.assertTrue(old.said('stopping') and old.said('stopped'))
                load.wait_for(20)
                self.assertEqual(running.workers[0].terminate(), 0, 'a worker finishes its message, too')
                load.wait_for(20)
            self.assertEqual(load.failed, [])
            running.check_exactly_once(self, load.accepted)

    def test_09_disposability_a_request_that_is_half_sent_at_SIGTERM_is_answered(self):
        body = json.dumps(api.new_order()).encode()
        head = ('POST /orders HTTP/1.1', 'Host: orders', f'Authorization: Bearer {servers.TOKEN}', 'Idempotency-Key: half',
                f'Content-Length: {len(body)}', 'Expect: 100-continue', '', '')
        with fleet.Fleet('half', webs=1) as running:
            web = running.webs[0]
            with socket.create_connection(('127.0.0.1', web.port), timeout=30) as client:
                client.sendall('\r\n'.join(head).encode() + body[:10])
                self.assertIn(b'100 Continue', client.recv(1000))  # the request has begun
                web.child.send_signal(signal.SIGTERM)
                servers.until(lambda: not listens(web.port), 'it takes no more')
                time.sleep(0.5)
                client.sendall(body[10:])
                answer = b''.join(iter(lambda: client.recv(65536), b'')).decode()
            self.assertIn('HTTP/1.1 201 ', answer)
            self.assertIn('connection: close\r\n', answer.lower())
            self.assertEqual(web.wait(), 0)

    def test_09_disposability_every_process_ends_well_when_it_is_told_to(self):
        with fleet.Fleet('ended', webs=1, workers=1, schedulers=1) as running:
            running.schedulers[0].wait_for('leading')
            for process in (*running.webs, *running.workers, *running.schedulers):
                self.assertEqual((process.terminate(), process.said('stopped')[0]['status']), (0, 0), str(process))

    def test_09_disposability_the_scheduler_has_one_leader_and_another_takes_over(self):
        with fleet.Fleet('led', webs=1, workers=1, schedulers=3, ORDERS_REPORT_INTERVAL='1s') as running:
            def leaders():
                return [each for each in running.schedulers if each.alive() and each.said('leading')]
            for left in (3, 2, 1):
                leader, = servers.until(leaders, 'one leads')
                reports = running.number('SELECT count(*) FROM reports WHERE made_at IS NOT NULL')
                servers.until(lambda: running.number('SELECT count(*) FROM reports WHERE made_at IS NOT NULL') > reports,
                              'a worker makes the reports that it asks for')
                self.assertEqual(leaders(), [leader], f'one of {left}')
                leader.kill()
            self.assertEqual(running.number('SELECT count(*) - count(DISTINCT due) FROM reports'), 0)

    def test_10_dev_prod_parity_the_same_variables_and_services_everywhere(self):
        """Compose, for a developer, and Kubernetes, for production, name the same services; both are the binary's."""
        import test_delivery
        composed = test_delivery.Compose().config(test_delivery.Compose.words)
        names = {kind: set(api.yaml.safe_load(composed)['services'][kind]['environment']) & set(servers.environment())
                 for kind in TYPES}
        pods = {kind: {each['name'] for each in test_delivery.Kubernetes.pods[f'orders-{kind}']['containers'][0]['env']}
                for kind in TYPES}
        self.assertEqual(names, pods)
        for other in ('ORDERS_ENVIRONMENT', 'ORDERS_ENV'):  # there is no name of an environment to set
            self.assertEqual(service.run('config', 'check', environment=servers.environment() | {other: 'production'})[0], 78)

    def test_11_logs_are_one_JSON_object_a_line_on_standard_output(self):
        with fleet.Fleet('logged', webs=1, workers=1, schedulers=1) as running:
            client = api.Client(running.ports[0])
            client.post({'customer': 'a\nb"\\\u2028', 'items': [{'sku': '\x7f\U0001f600', 'quantity': 1}]})
            client.call('GET', '/%0a%22%00%ff\\')
            client.close()
            servers.until(running.settled, 'it is processed')
        for process in (*running.webs, *running.workers, *running.schedulers):
            text = process.written()
            self.assertTrue(text.endswith(b'\n') and text.count(b'\n') == len(text.decode().splitlines()) - text.count(b'\xe2\x80\xa8'))
            for line in text.decode().split('\n')[:-1]:
                event = json.loads(line)
                self.assertIn(event['level'], ('debug', 'info', 'warning', 'error'))
                self.assertRegex(event['time'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$')
                self.assertEqual(event['program'], str(process))
            self.assertEqual(process.written(process.errors), b'')

    def test_11_logs_are_as_loud_as_LOG_LEVEL_says(self):
        def levels(level):
            with fleet.Fleet('loud', webs=1, LOG_LEVEL=level) as running:
                client = api.Client(running.ports[0])
                client.post()
                client.close()
            return {line['level'] for line in running.webs[0].lines()}
        self.assertEqual(levels('debug'), {'debug', 'info'})
        self.assertEqual(levels('info'), {'info'})

    def test_12_admin_processes_migrate_twice_at_once(self):
        for _ in range(3):
            environment = servers.environment(servers.new_database('migrated'))
            both = [service.Process('migrate', environment=environment) for _ in range(2)]
            self.assertEqual([process.wait() for process in both], [0, 0])
            done = [line['migration'] for process in both for line in process.said('migrated')]
            files = [path.stem for path in sorted((service.SOURCE / 'sql').glob('*.sql'))]
            self.assertEqual(sorted(re.sub(r'\.sql$', '', name) for name in done), files, 'each of them once')
            self.assertEqual(service.run('migrate', environment=environment)[0], 0, 'and again: nothing to do')

    def test_12_admin_processes_config_shows_what_a_process_would_run_with(self):
        status, output, _ = service.run('web', 'config', 'show', environment=servers.environment() | {'CACHE_TTL': '7m'})
        self.assertEqual(status, 0)
        self.assertRegex(output, r'CACHE_TTL +7m +\S*environment')


def listening(process):
    """The addresses on which the process listens."""
    sockets = {name[8:-1] for name, _ in opened(process).values() if name.startswith('socket:[')}
    found = set()
    for line in pathlib.Path(f'/proc/{process.pid}/net/tcp').read_text().splitlines()[1:]:
        words = line.split()
        if words[3] == '0A' and words[9] in sockets:
            host, port = words[1].split(':')
            found.add('.'.join(str(byte) for byte in reversed(bytes.fromhex(host))) + f':{int(port, 16)}')
    return found


class Trace:
    """A process under strace, which writes down these calls of it."""
    count = 0

    def __init__(self, calls, kind, environment):
        Trace.count += 1
        self.path = servers.WORK / f'trace.{Trace.count}'
        self.path.touch()
        os.chmod(self.path, 0o666)
        self.process = service.Process(kind, environment=environment, under=(
            'strace', '-f', '-qq', '-e', f'trace={calls}', '-e', 'signal=none', '-o', self.path))

    def terminate(self):
        """The signal goes to the process, not to strace."""
        for child in pathlib.Path(f'/proc/{self.process.pid}/task/{self.process.pid}/children').read_text().split():
            os.kill(int(child), signal.SIGTERM)

    def calls(self):
        self.process.wait()
        return self.path.read_text().splitlines()
