"""A client of the service that believes nothing: each response is checked against openapi.yaml."""
import http.client
import itertools
import json
import random
import threading
import time
import uuid

import jsonschema
import yaml

import servers
import service

DESCRIPTION = yaml.safe_load((service.SOURCE / 'openapi.yaml').read_text())
RESOLVER = jsonschema.RefResolver('', DESCRIPTION)


def resolved(part):
    return resolved(RESOLVER.resolve(part['$ref'])[1]) if '$ref' in part else part


def operation(method, path):
    """What openapi.yaml says of a request. A path that it does not know is answered as it says of /{anything} not at all."""
    parts = path.split('?')[0].split('/')
    for template, item in DESCRIPTION['paths'].items():
        names = template.split('/')
        if len(names) == len(parts) and all(n == p or n.startswith('{') for n, p in zip(names, parts)):
            return item.get(method.lower())
    return None


def check(method, path, status, headers, body):
    """The response is one that openapi.yaml promises: its status, headers, media type and body."""
    described = operation(method, path)
    if described is None:
        assert status in (404, 405), f'{method} {path} is not described, and gives {status}'
        return
    assert str(status) in described['responses'], f'{method} {path}: {status} is not described: {body[:200]!r}'
    response = resolved(described['responses'][str(status)])
    for name, header in response.get('headers', {}).items():
        header = resolved(header)
        if header.get('required'):
            assert headers.get(name) is not None, f'{method} {path}: {status} has no {name}'
    content = response.get('content', {})
    if not content:
        assert body == b'', f'{method} {path}: {status} has a body, which is not described: {body[:200]!r}'
        return
    media = headers['Content-Type'].split(';')[0]
    assert media in content, f'{method} {path}: {status} is {media}'
    schema = content[media].get('schema', {})
    value = json.loads(body) if media.endswith('json') else body.decode()
    jsonschema.Draft202012Validator(schema, resolver=RESOLVER,
                                    format_checker=jsonschema.draft202012_format_checker).validate(value)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """One connection to one web, kept alive."""

    def __init__(self, port):
        self.port = port
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)

    def call(self, method, path, body=None, headers=None, token=servers.TOKEN):
        headers = dict(headers or {})
        if token is not None:
            headers.setdefault('Authorization', f'Bearer {token}')
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            headers.setdefault('Content-Type', 'application/json')
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if method != 'HEAD':
            check(method, path, answer.status, answer.headers, answer.body)
        return answer

    def post(self, order=None, key=None):
        return self.call('POST', '/orders', order or new_order(), {'Idempotency-Key': key or str(uuid.uuid4())})

    def get(self, path):
        return self.call('GET', path)

    def close(self):
        self.connection.close()


def new_order():
    return {'customer': f'customer-{random.randrange(1000)}',
            'items': [{'sku': f'sku-{random.randrange(100)}', 'quantity': random.randrange(1, 9)}]}


class Load:
    """Orders that keep coming in while something happens: several customers, behind a balancer over the webs, as
    a proxy is. A web that does not answer is passed over, and the same order goes to the next with its key."""

    def __init__(self, ports, customers=6, pause=0.01):
        self.ports, self.pause = ports, pause
        self.accepted, self.failed, self.retried = {}, [], 0
        self.lock, self.ended = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.customer, args=(n,)) for n in range(customers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def wait_for(self, more):
        """Until so many more orders are accepted."""
        count = len(self.accepted) + more
        servers.until(lambda: len(self.accepted) >= count or self.failed, f'{more} more orders are accepted')

    def customer(self, number):
        clients, turn = {}, itertools.count(number)
        try:
            while not self.ended.is_set():
                self.order(clients, turn)
                time.sleep(self.pause)
        except Exception as failure:  # what the thread met is the test's to tell
            with self.lock:
                self.failed.append(repr(failure))
        for client in clients.values():
            client.close()

    def order(self, clients, turn):
        order, key, end = new_order(), str(uuid.uuid4()), time.monotonic() + 30
        while time.monotonic() < end:
            port = self.ports[next(turn) % len(self.ports)]
            fresh = port not in clients
            client = clients.setdefault(port, Client(port))
            try:
                answer = client.post(order, key)
            except ConnectionRefusedError:
                clients.pop(port).close()
                time.sleep(0.02)
                continue
            except (ConnectionError, http.client.HTTPException) as failure:
                clients.pop(port).close()
                with self.lock:
                    self.retried += 1
                    if fresh:  # it was connected, sent a request, and got no answer; an idle one may be closed
                        self.failed.append(f'{port}: {failure!r}')
                continue
            if answer.headers.get('Connection', '').lower() == 'close':
                clients.pop(port).close()
            with self.lock:
                if answer.status in (200, 201):
                    self.accepted[answer.json['id']] = key
                else:
                    self.failed.append(f'{port}: {answer.status} {answer.body!r}')
            return
        with self.lock:
            self.failed.append(f'nobody took {key}')
