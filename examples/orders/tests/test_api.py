"""What clients rely on. Each response is checked against openapi.yaml by api.py."""
import json
import unittest
import uuid

import api
import servers
import service


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = servers.new_database('api')
        cls.environment = servers.environment(cls.database)
        assert service.run('migrate', environment=cls.environment)[0] == 0
        cls.web = service.Web(cls.environment)
        cls.web.wait_for('listening')
        cls.client = api.Client(cls.web.port)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        cls.web.terminate()

    def post(self, body, headers=None, **options):
        return self.client.call('POST', '/orders', body, {'Idempotency-Key': str(uuid.uuid4())} | (headers or {}), **options)

    def orders(self):
        return servers.number('SELECT count(*) FROM orders', self.database)

    def test_an_order_is_kept_and_found(self):
        order = {'customer': 'Åsa "Ö" \\ \n', 'items': [{'sku': 'a-1', 'quantity': 2}, {'sku': 'é', 'quantity': 1000}]}
        placed = self.client.post(order)
        self.assertEqual(placed.status, 201)
        self.assertEqual({name: placed.json[name] for name in order}, order)
        self.assertEqual(placed.headers['Location'], f'/orders/{placed.json["id"]}')
        found = self.client.get(placed.headers['Location'])
        self.assertEqual((found.status, found.json['customer'], found.json['items']), (200, order['customer'], order['items']))

    def test_the_same_key_and_order_again_is_the_same_order(self):
        order, key = api.new_order(), str(uuid.uuid4())
        first, before = self.client.post(order, key), self.orders()
        second = self.client.post(dict(reversed(order.items())), key)
        self.assertEqual((first.status, second.status, second.json), (201, 200, first.json))
        self.assertEqual(self.orders(), before)

    def test_the_same_key_for_another_order_is_refused(self):
        key = str(uuid.uuid4())
        self.client.post(api.new_order(), key)
        before = self.orders()
        self.assertEqual(self.client.post({'customer': 'other', 'items': [{'sku': 'x', 'quantity': 9}]}, key).status, 409)
        self.assertEqual(self.orders(), before)

    def test_what_is_no_order_is_refused(self):
        item = {'sku': 'a', 'quantity': 1}
        good = {'customer': 'c', 'items': [item]}
        for status, body in [
            (400, ''), (400, '{'), (400, 'null x'), (400, b'{"customer": "\xff"}'), (400, '{"customer": "a", "customer": "b"}'),
            (422, []), (422, {}), (422, good | {'customer': ''}), (422, good | {'customer': 'x' * 201}),
            (422, good | {'customer': 7}), (422, good | {'items': []}), (422, good | {'items': [item] * 101}),
            (422, good | {'items': [{'sku': 'a'}]}), (422, good | {'items': [item | {'quantity': 0}]}),
            (422, good | {'items': [item | {'quantity': 1001}]}), (422, good | {'items': [item | {'quantity': 1.5}]}),
            (422, good | {'items': [item | {'quantity': '1'}]}), (422, good | {'items': [item | {'more': 1}]}),
            (422, good | {'more': 1}), (422, good | {'items': [item | {'sku': 'x' * 65}]}),
        ]:
            with self.subTest(body=body if len(str(body)) < 80 else str(body)[:80]):
                before = self.orders()
                self.assertEqual(self.post(body).status, status)
                self.assertEqual(self.orders(), before)

    def test_a_body_that_is_too_large_is_refused(self):
        self.assertEqual(self.post(json.dumps(api.new_order()) + ' ' * 65536).status, 413)
        self.assertEqual(self.client.post().status, 201, 'the web goes on')

    def test_without_the_token_nothing_is_said(self):
        for token in (None, '', 'x', servers.TOKEN[:-1], servers.TOKEN + 'x', servers.TOKEN.lower()):
            with self.subTest(token=token):
                self.assertEqual(self.post(api.new_order(), token=token).status, 401)
                self.assertEqual(self.client.call('GET', f'/orders/{uuid.uuid4()}', token=token).status, 401)
        self.assertEqual(self.client.call('GET', f'/orders/{uuid.uuid4()}', None, {'Authorization': servers.TOKEN}).status, 401)

    def test_a_key_is_needed_and_is_one_word(self):
        for key in (None, '', 'x' * 256, 'a b'):
            with self.subTest(key=key):
                headers = {} if key is None else {'Idempotency-Key': key}
                self.assertEqual(self.client.call('POST', '/orders', api.new_order(), headers).status, 400)
        self.assertEqual(self.client.post(key='x' * 255).status, 201)

    def test_what_is_not_there_is_not_found(self):
        for path in (f'/orders/{uuid.uuid4()}', '/orders/1', "/orders/'; DROP TABLE orders", '/nowhere', '/'):
            with self.subTest(path=path):
                self.assertEqual(self.client.get(path.replace(' ', '%20')).status, 404)

    def test_other_methods_are_not_allowed(self):
        for method, path in (('PUT', '/orders'), ('DELETE', f'/orders/{uuid.uuid4()}'), ('POST', '/metrics')):
            with self.subTest(method=method, path=path):
                answer = self.client.call(method, path)
                self.assertEqual(answer.status, 405)
                self.assertTrue(answer.headers['Allow'])

    def test_metrics_count_what_was_asked(self):
        def counted(status):
            text = self.client.get('/metrics').body.decode()
            line = f'orders_http_requests_total{{method="POST",route="/orders",status="{status}"}} '
            return sum(int(each[len(line):]) for each in text.splitlines() if each.startswith(line))

        before = counted(201), counted(422)
        self.client.post()
        self.client.post()
        self.post({})
        self.assertEqual((counted(201), counted(422)), (before[0] + 2, before[1] + 1))

    def test_metrics_are_as_Prometheus_reads_them(self):
        self.client.get(f'/orders/{uuid.uuid4()}')
        kinds, samples = {}, []
        for line in self.client.get('/metrics').body.decode().splitlines():
            if line.startswith('# TYPE '):
                _, _, name, kind = line.split()
                self.assertNotIn(name, kinds)
                kinds[name] = kind
            elif not line.startswith('#'):
                self.assertRegex(line, r'^[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.e+-]+$')
                samples.append((line.split('{')[0].split(' ')[0], line))
        for name, line in samples:
            self.assertTrue(name in kinds or name.rsplit('_', 1)[0] in kinds, line)
        self.assertEqual(kinds['orders_http_request_duration_seconds'], 'histogram')
        self.buckets([line for name, line in samples if name.startswith('orders_http_request_duration_seconds')])

    def buckets(self, lines):
        route = [line for line in lines if 'route="/orders/{id}"' in line]
        counts = [int(line.split()[-1]) for line in route if '_bucket' in line]
        self.assertEqual(counts, sorted(counts), 'buckets hold those of the smaller ones')
        self.assertIn('le="+Inf"', [line for line in route if '_bucket' in line][-1])
        self.assertEqual(counts[-1], int(next(line for line in route if '_count' in line).split()[-1]))
