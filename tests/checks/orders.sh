#!/bin/sh
# The service of examples/orders against real servers, as live/servers.sh starts them: its own tests, in Python, which
# start its processes, send orders, kill what they depend on, and look at what is in the database in the end.
# usage: tests/checks/orders.sh BUILD_FOLDER [MODULE[.CLASS[.TEST]]...] (of meson)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/orders.sh BUILD_FOLDER [MODULE...]}" && pwd) || exit 1
shift
tests=$root/examples/orders/tests python=/usr/bin/python3 # Debian's own, which finds what Debian has installed
. "$root/tests/tools/npm.sh"
. "$root/tests/live/servers.sh"
cd "$work" || exit 1

secret() { (cd "$tests" && "$python" -B -c "import credentials as s; print(s.$1)"); }
make_certificates() { authority ca && certificate server /CN=server -addext subjectAltName=IP:127.0.0.1; }

expect "certificates are made" make_certificates
expect "RabbitMQ is started" start_rabbitmq orders "$(secret "PASSWORDS['rabbitmq']")" orders
expect "PostgreSQL runs" start_postgres orders "$(secret "PASSWORDS['postgres']")" orders
expect "Redis runs" start_redis orders "$(secret "PASSWORDS['redis']")"
expect "RabbitMQ runs" ready_rabbitmq
[ "$failures" -eq 0 ] || exit 1

# Where the service runs, and may write nothing; its core files would come here.
mkdir empty
orders=$build/examples/orders/orders
export orders root npm node work postgres_port redis_port amqp_port postgres_pid redis_pid rabbitmq_pid
ulimit -c unlimited
PYTHONPATH=$tests PYTHONDONTWRITEBYTECODE=1 "$python" "$tests/run.py" "$@" || failures=1
cases=1
finish
