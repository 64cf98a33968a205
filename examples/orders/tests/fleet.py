"""Processes of the service on a database of their own, started and stopped together."""
import servers
import service

# The credentials that each process type needs; test_delivery holds the manifests against the same.
NEEDS = {'web': {'DATABASE_URL', 'AMQP_URL', 'REDIS_URL', 'API_TOKEN'}, 'worker': {'DATABASE_URL', 'AMQP_URL'},
         'scheduler': {'DATABASE_URL'}, 'migrate': {'DATABASE_URL'}}
QUEUES = 'orders.work', 'orders.retry', 'orders.dead'


class Fleet:
    """with Fleet('name', webs=2, workers=3) as fleet: the database is migrated, the queues are empty, all run."""

    def __init__(self, name, webs=0, workers=0, schedulers=0, **environment):
        self.database = servers.new_database(name)
        self.environment = servers.environment(self.database) | environment
        with servers.Broker() as broker:
            broker.purge(*QUEUES)
        status, output, errors = service.run('migrate', environment=self.given('migrate'))
        assert status == 0, output + errors
        self.webs = [service.Web(self.environment) for _ in range(webs)]
        self.workers = [self.process('worker') for _ in range(workers)]
        self.schedulers = [self.process('scheduler') for _ in range(schedulers)]
        for web in self.webs:
            web.wait_for('listening')

    def given(self, kind):
        """The variables of a process of this type: the settings of all, and the credentials that it needs."""
        return {name: value for name, value in self.environment.items()
                if name in NEEDS[kind] or name not in servers.environment()}

    def process(self, kind):
        return service.Process(kind, environment=self.given(kind))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (*self.webs, *self.workers, *self.schedulers):
            if process in service.running:
                process.terminate()

    @property
    def ports(self):
        return [web.port for web in self.webs]

    def number(self, statement):
        return servers.number(statement, self.database)

    def settled(self):
        """Whether all that was accepted is processed."""
        return self.number("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM orders WHERE status = 'accepted')") == 0

    def check_exactly_once(self, test, accepted):
        """Every accepted order is processed in the end, once as the database sees it, and none is there twice."""
        servers.until(self.settled, 'every order is processed')
        kept = {row[0] for row in servers.sql("SELECT id FROM orders WHERE status = 'processed'", self.database)}
        test.assertEqual(set(accepted) - kept, set(), 'accepted, but lost')
        keys = {row[0] for row in servers.sql('SELECT idempotency_key FROM orders', self.database)}
        test.assertLessEqual(set(accepted.values()), keys)
        test.assertEqual(self.number('SELECT count(*) FROM shipments'), len(kept), 'a shipment for each')
        test.assertEqual(self.number('SELECT count(DISTINCT order_id) FROM shipments'), len(kept), 'and one only')
        test.assertEqual(self.number('SELECT count(*) FROM processed'), len(kept))
        with servers.Broker() as broker:
            test.assertIn(broker.waiting('orders.dead'), (0, None), 'none is dead')
