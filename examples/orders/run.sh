#!/bin/sh
# The whole service on this machine: installs what is missing, builds, starts PostgreSQL, Redis and RabbitMQ on free
# ports of the loopback, migrates, runs web, worker and scheduler, places a few orders, shows what happened, and stops
# all of it. Ends with 0 when each order was worked on.
here=$(dirname "$0")
cd "$here/../.." || exit 1
. tests/tools/need.sh

need gcc have gcc
need libc6-dev links cc
need meson have meson
need ninja-build have ninja
need pkg-config have pkg-config
need python3 have python3
need_services
need curl have curl
install_missing

build=build/examples
log=$build.log
mkdir -p build
build_service() { [ -f $build/build.ninja ] || meson setup $build || return; ninja -C $build examples/orders/orders; }
build_service >$log 2>&1 </dev/null || { cat $log; exit 1; }
orders=$PWD/$build/examples/orders/orders

# The servers as the tests of the adapters start them; they end with this script.
. tests/tools/check.sh
. tests/live/servers.sh

title() { printf '\n== %s\n' "$*"; }

# ---- Backing services ----

title "starting PostgreSQL, Redis and RabbitMQ"
password='p@ss:word/#1' encoded='p%40ss%3Aword%2F%231'
quietly() { "$@" >"$work/output" 2>&1 || { cat "$work/output"; exit 1; }; }
cd "$work" || exit 1
quietly authority ca
quietly certificate server /CN=server -addext subjectAltName=IP:127.0.0.1
quietly start_rabbitmq orders "$password" orders
quietly start_postgres orders "$password" orders
quietly start_redis orders "$password"
quietly ready_rabbitmq

# ---- The service: nothing but its environment tells it what to do ----

web_port=$(ports 1)
token=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
database=DATABASE_URL=postgres://orders:$encoded@127.0.0.1:$postgres_port/orders
broker=AMQP_URL=amqp://orders:$encoded@127.0.0.1:$amqp_port/orders
cache=REDIS_URL=redis://orders:$encoded@127.0.0.1:$redis_port/0

title "orders config check, on an environment with faults: exit status 78"
env -i "$database" AMQP_URL=redis://127.0.0.1 PORT=80a ORDERS_PREFECH=8 "$orders" config check 2>&1
[ $? -eq 78 ] || exit 1

# process NAME VARIABLE=...: runs it in the background, until this script ends it.
process()
{
  name=$1
  shift
  env -i "$@" "$orders" "$name" >"$work/$name.log" 2>&1 &
  eval "${name}_pid=$!"
  started="$started $!"
}

title "orders migrate"
env -i "$database" "$orders" migrate || exit 1
process web "$database" "$broker" "$cache" API_TOKEN="$token" BIND=127.0.0.1 PORT="$web_port"
process worker "$database" "$broker"
process scheduler "$database" ORDERS_REPORT_INTERVAL=1s

# ---- Orders ----

# request METHOD PATH CURL_OPTION...: prints the answer's status and body.
request()
{
  method=$1 path=$2
  shift 2
  curl -sS -X "$method" -H "Authorization: Bearer $token" -w '  (%{http_code})\n' "$@" "http://127.0.0.1:$web_port$path"
}
place() { request POST /orders -H "Idempotency-Key: $1" -d "$2"; }
is_ready() { [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$web_port/readyz")" = 200 ]; }
all_are_processed() { [ "$(administer psql -XAtd orders -c "SELECT count(*) FROM shipments")" = 2 ]; }
report_is_made() { [ "$(administer psql -XAtd orders -c "SELECT count(*) FROM reports WHERE processed = 2")" -gt 0 ]; }

quietly ready web is_ready
title "two orders, the second sent twice, and two that are none"
place first '{"customer":"Ada","items":[{"sku":"chair","quantity":4},{"sku":"table","quantity":1}]}'
place second '{"customer":"Grace","items":[{"sku":"lamp","quantity":2}]}'
place second '{"customer":"Grace","items":[{"sku":"lamp","quantity":2}]}'
place second '{"customer":"Grace","items":[{"sku":"lamp","quantity":3}]}'
place third '{"customer":"Grace","items":[]}'

title "what the worker did"
quietly ready worker all_are_processed
quietly ready scheduler report_is_made
administer psql -Xqd orders -c "SELECT customer, status, pieces FROM orders JOIN shipments ON order_id = orders.id"
id=$(administer psql -XAtd orders -c "SELECT id FROM orders WHERE customer = 'Ada'")
for _ in 1 2; do
  request GET "/orders/$id" -D "$work/head"
  grep -i x-cache "$work/head"
done

# ---- The end ----

title "SIGTERM, and the logs"
kill "$web_pid" "$worker_pid" "$scheduler_pid"
for name in web worker scheduler; do
  eval "wait \$${name}_pid" || { echo "orders $name ended with $?"; exit 1; }
done
cat "$work/web.log" "$work/worker.log" "$work/scheduler.log"
