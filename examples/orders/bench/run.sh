#!/bin/sh
# How many orders a second are accepted on this machine, with all that a service has running on it: PostgreSQL (which
# syncs each commit to the disk), Redis, RabbitMQ, a web, two workers, and wrk, which sends as fast as it is answered.
# Prints figures and asserts none, but that each accepted order is processed once in the end. Run it by hand.
# usage: sh examples/orders/bench/run.sh BUILD_FOLDER [SECONDS] [CONNECTIONS] (of meson; 60, 32)
. "$(dirname "$0")/../../../tests/tools/check.sh"
root=$(cd "$root/.." && pwd)
build=$(cd "${1:?usage: run.sh BUILD_FOLDER [SECONDS] [CONNECTIONS]}" && pwd) || exit 1
orders=$build/examples/orders/orders
seconds=${2:-60} connections=${3:-32}
. "$root/tests/live/servers.sh"
cd "$work" || exit 1
have() { command -v "$1" >/dev/null || { echo "$1 is missing" >&2; exit 1; }; }
have wrk
password=benchmark1 ORDERS_BENCH_TOKEN=benchmark-0123456789 ORDERS_BENCH_RUN=$$
export ORDERS_BENCH_TOKEN ORDERS_BENCH_RUN

make_certificates() { authority ca && certificate server /CN=server; }
sync_commits() { administer psql -Xqc 'ALTER SYSTEM SET fsync = on' -c 'SELECT pg_reload_conf()'; }
expect "certificates" make_certificates
expect "RabbitMQ starts" start_rabbitmq orders $password orders
expect "PostgreSQL" start_postgres orders $password orders
expect "its commits are on the disk" sync_commits
expect "Redis" start_redis orders $password
expect "RabbitMQ" ready_rabbitmq
[ "$failures" -eq 0 ] || exit 1

port=$(ports 1)
service() # NAME PROCESS: in the background; its log is NAME.log
{
  name=$1
  shift
  folder "$name" && start "$name" TERM DATABASE_URL="postgres://orders:$password@127.0.0.1:$postgres_port/orders" \
    AMQP_URL="amqp://orders:$password@127.0.0.1:$amqp_port/orders" REDIS_URL="redis://orders:$password@127.0.0.1:$redis_port/0" \
    API_TOKEN="$ORDERS_BENCH_TOKEN" PORT="$port" BIND=127.0.0.1 LOG_LEVEL=warning "$orders" "$@"
}
count() { administer PGDATABASE=orders psql -XAtc "SELECT count(*) FROM $1"; }
settled() { [ "$(count "orders WHERE status = 'accepted'")" = 0 ]; }

service migrate migrate
wait "$migrate_pid" || { cat migrate.log; exit 1; }
service web web
ready web answers "$port" || exit 1
service worker_1 worker
service worker_2 worker
wrk -t 2 -c "$connections" -d "$seconds" -s "$root/examples/orders/bench/post.lua" "http://127.0.0.1:$port" | tail -3
echo "processed by then: $(count processed) of $(count orders)"
for _ in $(seq 600); do settled && break; sleep 0.5; done
expect "each is processed" settled
expect "once" test "$(count shipments)" = "$(count orders)"
finish
