"""Nothing that was accepted is lost or done twice, whatever dies."""
import json
import threading
import unittest
import uuid

import pika

import api
import fleet
import servers


class Killed(unittest.TestCase):
    """kill -9 while orders come in."""

    def orders_come_in_while(self, kill, **processes):
        with fleet.Fleet('killed', **({'webs': 2, 'workers': 2} | processes), ORDERS_RETRY_DELAY='100ms') as running:
            with api.Load(running.ports) as load:
                load.wait_for(100)
                kill(running, load)
                load.wait_for(100)
            self.assertEqual(load.failed, [])
            running.check_exactly_once(self, load.accepted)

    def test_a_worker_is_killed(self):
        def kill(running, load):
            running.workers[0].kill()
            load.wait_for(50)
            running.workers[1].kill()
            load.wait_for(50)
            running.workers.append(running.process('worker'))
        self.orders_come_in_while(kill)

    def test_the_broker_is_killed(self):
        def kill(running, load):
            servers.kill('rabbitmq')
            load.wait_for(100)  # they are taken all the same
            load.pause = 0.5  # a broker takes a while to start
            servers.start('rabbitmq')
            load.pause = 0.01
        self.orders_come_in_while(kill)

    def test_Redis_is_killed(self):
        def kill(running, load):
            servers.kill('redis')
            load.wait_for(100)
            client = api.Client(running.ports[0])
            found = client.get('/orders/' + next(iter(load.accepted)))
            self.assertEqual((found.status, found.headers['X-Cache']), (200, 'miss'), 'shown without the cache')
            client.close()
            servers.start('redis')
        self.orders_come_in_while(kill)

    def test_a_web_is_killed(self):
        """What it had taken is kept; what it had not answered is sent again, with its key, to the other."""
        with fleet.Fleet('killed', webs=2, workers=1) as running:
            with api.Load(running.ports) as load:
                load.wait_for(100)
                running.webs[0].kill()
                load.wait_for(100)
            cut = [failure for failure in load.failed if failure.startswith(str(running.ports[0]))]
            self.assertEqual(load.failed, cut, 'the other web answers all')
            running.check_exactly_once(self, load.accepted)

    def test_the_database_drops_all_connections(self):
        """Requests may fail then, as 503; what was accepted is kept, and the processes connect again."""
        with fleet.Fleet('killed', webs=1, workers=1) as running:
            with api.Load(running.ports) as load:
                load.wait_for(50)
                servers.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'orders'", 'postgres')
                servers.until(lambda: len(load.accepted) > 100, 'orders are accepted again')
            self.assertEqual([failure for failure in load.failed if ' 503 ' not in failure], [])
            running.check_exactly_once(self, load.accepted)


class Dead(unittest.TestCase):
    """A message that cannot be worked on is put aside, and holds up no other."""

    def publish(self, broker, body):
        broker.channel().basic_publish('orders', 'orders.work', body, pika.BasicProperties(delivery_mode=2))

    def dead(self, broker):
        got = broker.channel().basic_get('orders.dead', auto_ack=True)
        return (got[2], got[1].headers) if got[0] else None

    def test_after_three_failures_and_not_before(self):
        with fleet.Fleet('dead', webs=1, workers=1, ORDERS_RETRY_DELAY='50ms') as running, servers.Broker() as broker:
            client = api.Client(running.ports[0])
            client.post()
            servers.until(running.settled, 'the queues are there')
            body = json.dumps({'kind': 'order', 'subject': str(uuid.uuid4())}).encode()  # an order that nobody placed
            self.publish(broker, body)
            found, headers = servers.until(lambda: self.dead(broker), 'it is put aside')
            self.assertEqual((found, headers['x-attempts'], bool(headers['x-error'])), (body, 3, True))
            worker, = running.workers
            self.assertEqual([line['attempts'] for line in worker.lines() if line['message'] == 'failed, is tried again'], [1, 2])
            client.post()
            client.close()
            servers.until(running.settled, 'the next order is worked on')

    def test_what_cannot_be_read_at_once(self):
        with fleet.Fleet('dead', webs=1, workers=1) as running, servers.Broker() as broker:
            client = api.Client(running.ports[0])
            client.post()
            servers.until(running.settled, 'the queues are there')
            for poison in (b'', b'\0\xff', b'{"kind": "order"}', b'[]', b'{"kind": "bomb", "subject": "x"}', b'[' * 100000):
                self.publish(broker, poison)
                found, headers = servers.until(lambda: self.dead(broker), f'{poison[:20]} is put aside')
                self.assertEqual((found, headers['x-attempts']), (poison, 1), running.workers[0].everything())
            client.post()
            client.close()
            servers.until(running.settled, 'the next order is worked on')


class Reconnect(unittest.TestCase):
    """/readyz names what is away, and each comes back without a restart."""

    def test_readyz_names_the_service_that_is_away(self):
        with fleet.Fleet('away', webs=1) as running:
            client = api.Client(running.ports[0])

            def ready(status, **services):
                want = {'ready': status == 200, 'stopping': False, 'database': 'up', 'cache': 'up', 'broker': 'up'} | services

                def told():
                    answer = client.get('/readyz')
                    return answer.status == status and answer.json == want
                servers.until(told, f'/readyz is {status} with {want}; now {client.get("/readyz").json}')

            ready(200)
            servers.kill('redis')
            ready(200, cache='down')
            self.assertEqual(client.post().status, 201)
            servers.start('redis')
            ready(200)
            with servers.without_database(running.database):
                ready(503, database='down')
                self.assertEqual(client.post().status, 503)
                self.assertEqual(client.get('/healthz').status, 200)
            ready(200)
            self.assertEqual(client.post().status, 201)
            client.close()

    def test_the_same_order_twice_at_once_is_one_order(self):
        with fleet.Fleet('away', webs=2) as running:
            order, key, answers = api.new_order(), str(uuid.uuid4()), []

            def send(port):
                client = api.Client(port)
                answers.append(client.post(order, key))
                client.close()
            threads = [threading.Thread(target=send, args=(running.ports[n % 2],)) for n in range(12)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(sorted(answer.status for answer in answers), [200] * 11 + [201])
            self.assertEqual(len({answer.json['id'] for answer in answers}), 1)
            self.assertEqual(running.number('SELECT count(*) FROM orders'), 1)
