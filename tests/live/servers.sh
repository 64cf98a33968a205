# PostgreSQL, Redis and RabbitMQ as Debian has them, on loopback, on ports that are free, in the temporary folder of the
# check, as a user without rights; read after tests/tools/check.sh. Each start_... sets the ports that the tests need.
# All of it ends with the script, however that ends.

postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
rabbitmq_bin=/usr/lib/rabbitmq/bin
started='' postgres_pid=''

# PostgreSQL refuses to run as root, and the others need not.
nobody=''
if [ "$(id -u)" = 0 ]; then
  nobody='--reuid=nobody --regid=nogroup --clear-groups'
  chmod 711 "$work"
fi
own() { [ -z "$nobody" ] || chown nobody:nogroup "$@"; }
folder() { mkdir -m 700 "$work/$1" && own "$work/$1"; }

# ports COUNT: prints ports that nobody listens on, below those that the kernel gives to clients.
ports()
{
  python3 - "$1" <<'END'
import random, socket, sys
held = []
while len(held) < int(sys.argv[1]):
    try:
        held.append(socket.create_server(('127.0.0.1', random.randrange(10000, 32768))))
    except OSError:
        pass
print(*(each.getsockname()[1] for each in held))
END
}

# in_folder NAME SIGNAL [VARIABLE=...] COMMAND...: becomes the command, in the server's folder, with these variables
# alone. The kernel sends the signal when the script is killed.
in_folder()
{
  cd "$work/$1" && signal=$2 && shift 2 && ulimit -c 0 &&
    exec setpriv --pdeathsig "$signal" $nobody env -i PATH="$PATH" HOME="$PWD" LC_ALL=C "$@"
}

# The same in the background; its process is in NAME_pid, its output in NAME.log, and what it was called with in
# NAME.command, to be started again.
start()
{
  printf '%s\0' "$@" >"$work/$1.command"
  (in_folder "$@") >"$work/$1.log" 2>&1 &
  started="$started $!"
  eval "$1_pid=$!"
}

# ready NAME COMMAND...: waits until the command succeeds; for a minute at most, or until the server ends.
ready()
{
  name=$1
  shift
  for _ in $(seq 600); do
    "$@" >/dev/null 2>&1 && return
    eval "kill -0 \$${name}_pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "$name does not run:"
  tail -30 "$work/$name.log"
  return 1
}

# At once, as nothing of them is kept. PostgreSQL alone leaves something behind: its shared memory.
stop_all()
{
  [ -z "$postgres_pid" ] || kill -QUIT "$postgres_pid"
  for pid in $started; do
    [ "$pid" = "$postgres_pid" ] || kill -KILL "$pid"
  done
  wait $started
} 2>/dev/null
trap 'stop_all; rm -rf "$work"' EXIT

# ---- Certificates ----

printf '[req]\ndistinguished_name = empty\n[empty]\n' >"$work/openssl.conf"
make_certificate() # NAME OPTION...: NAME.pem and NAME.key
{
  name=$1
  shift
  openssl req -config "$work/openssl.conf" -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -utf8 \
    -keyout "$work/$name.key" -out "$work/$name.pem" "$@"
}
authority() { make_certificate "$1" -subj "/CN=$1" -addext basicConstraints=critical,CA:TRUE; }
# certificate NAME SUBJECT OPTION...: signed by the authority "ca".
certificate()
{
  name=$1 subject=$2
  shift 2
  make_certificate "$name" -CA "$work/ca.pem" -CAkey "$work/ca.key" -subj "$subject" "$@"
}

# Puts the certificate "server" where a server may read it.
certify()
{
  cp "$work/ca.pem" "$work/server.pem" "$work/server.key" "$work/$1" && chmod 600 "$work/$1/server.key" &&
    own "$work/$1/ca.pem" "$work/$1/server.pem" "$work/$1/server.key"
}

# ---- PostgreSQL ----

# psql as the superuser, by the socket: administer [VARIABLE=...] psql OPTION...
administer()
{
  (in_folder postgres KILL PGHOST="$work/postgres" PGPORT="$postgres_port" PGUSER=postgres PGDATABASE=postgres "$@")
}

# start_postgres USER PASSWORD DATABASE: sets postgres_port. It listens on 127.0.0.1 and 127.0.0.2, and by a socket in
# $work/postgres.
start_postgres()
{
  postgres_port=$(ports 1)
  folder postgres && certify postgres &&
    (in_folder postgres KILL "$postgres_bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync) || return
  cat >"$work/postgres/data/pg_hba.conf" <<END
local all postgres trust
local all all scram-sha-256
host all all 127.0.0.0/8 scram-sha-256
END
  cat >>"$work/postgres/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1, 127.0.0.2'
port = $postgres_port
unix_socket_directories = '$work/postgres'
dynamic_shared_memory_type = mmap
fsync = off
ssl = on
ssl_cert_file = '$work/postgres/server.pem'
ssl_key_file = '$work/postgres/server.key'
END
  start postgres QUIT "$postgres_bin/postgres" -D data
  ready postgres administer psql -Xc 'SELECT 1' || return
  administer USER="$1" PASSWORD="$2" DATABASE="$3" psql -Xqv ON_ERROR_STOP=1 <<'END'
\getenv user USER
\getenv password PASSWORD
\getenv database DATABASE
CREATE ROLE :"user" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"user";
END
}

# ---- Redis ----

# A text for redis.conf, in quotes, each byte of it escaped.
redis_text() { printf '"%s"' "$(printf %s "$1" | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g')"; }

# redis-cli without anybody's settings.
redis_cli() { env -i PATH="$PATH" HOME="$work" redis-cli --no-auth-warning "$@"; }

# start_redis USER PASSWORD: redis_port, redis_tls_port and $work/redis/socket, with the password for the user, and for
# the one that has no name; redis_renamed_port: a server without a password, whose AUTH has another name.
start_redis()
{
  set -- "$1" "$2" $(ports 3)
  redis_port=$3 redis_tls_port=$4 redis_renamed_port=$5
  folder redis && folder redis_renamed && certify redis || return
  (umask 077 && cat >"$work/redis/redis.conf") <<END
bind 127.0.0.1
port $redis_port
unixsocket $work/redis/socket
tls-port $redis_tls_port
tls-cert-file $work/redis/server.pem
tls-key-file $work/redis/server.key
tls-ca-cert-file $work/redis/ca.pem
tls-auth-clients no
save ""
requirepass $(redis_text "$2")
user $(redis_text "$1") on $(redis_text ">$2") ~* &* +@all
END
  printf 'bind 127.0.0.1\nport %d\nsave ""\nrename-command AUTH LOGIN\n' "$redis_renamed_port" \
    >"$work/redis_renamed/redis.conf"
  own "$work/redis/redis.conf" "$work/redis_renamed/redis.conf"
  start redis KILL redis-server redis.conf
  start redis_renamed KILL redis-server redis.conf
  ready redis redis_cli -s "$work/redis/socket" PING && ready redis_renamed redis_cli -p "$redis_renamed_port" PING
}

# ---- RabbitMQ ----

# start_rabbitmq USER PASSWORD VHOST: amqp_port, and amqps_port on 127.0.0.1 and 127.0.0.2. The user may use the vhost
# alone; guest, with the password guest, may use "/". Certificates may log in. It must be a while: ready_rabbitmq waits.
start_rabbitmq()
{
  set -- "$1" "$2" "$3" $(ports 4)
  amqp_port=$4 amqps_port=$5
  folder epmd && folder rabbitmq && certify rabbitmq || return
  (umask 077 && python3 - "$1" "$2" "$3" >"$work/rabbitmq/definitions.json") <<'END'
import json, sys
user, password, vhost = sys.argv[1:]
everything = {'configure': '.*', 'write': '.*', 'read': '.*'}
print(json.dumps({
    'users': [{'name': user, 'password': password, 'tags': []}, {'name': 'guest', 'password': 'guest', 'tags': []}],
    'vhosts': [{'name': vhost}, {'name': '/'}],
    'permissions': [{'user': user, 'vhost': vhost, **everything}, {'user': 'guest', 'vhost': '/', **everything}]}))
END
  echo "load_definitions = $work/rabbitmq/definitions.json" >"$work/rabbitmq/rabbitmq.conf"
  echo '[rabbitmq_auth_mechanism_ssl].' >"$work/rabbitmq/plugins"
  cat >"$work/rabbitmq/advanced.config" <<END
[{rabbit, [
  {tcp_listeners, [{"127.0.0.1", $amqp_port}]},
  {ssl_listeners, [{"127.0.0.1", $amqps_port}, {"127.0.0.2", $amqps_port}]},
  {ssl_options, [{cacertfile, "$work/rabbitmq/ca.pem"}, {certfile, "$work/rabbitmq/server.pem"},
    {keyfile, "$work/rabbitmq/server.key"}, {verify, verify_peer}, {fail_if_no_peer_cert, false}]},
  {auth_mechanisms, ['PLAIN', 'EXTERNAL']},
  {ssl_cert_login_from, common_name}]}].
END
  own "$work/rabbitmq"/*
  # An epmd of its own, as the node would start one that stays; names that need no resolver.
  start epmd KILL epmd -port "$6" -address 127.0.0.1
  set -- ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$6" RABBITMQ_DIST_PORT="$7" \
    RABBITMQ_NODENAME=envtab@127.0.0.1 RABBITMQ_USE_LONGNAME=true \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_CONFIG_FILE="$work/rabbitmq/rabbitmq" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$work/rabbitmq/advanced.config" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$work/rabbitmq/plugins" \
    RABBITMQ_MNESIA_BASE="$work/rabbitmq/mnesia" RABBITMQ_LOG_BASE="$work/rabbitmq/log" \
    RABBITMQ_LOGS=- RUNNING_UNDER_SYSTEMD=true # no process in between
  start rabbitmq KILL "$@" "$rabbitmq_bin/rabbitmq-server"
}
answers() { python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()' "$1"; }
ready_rabbitmq() { ready rabbitmq answers "$amqp_port" && ready rabbitmq answers "$amqps_port"; }

# ---- A server that takes connections and never answers ----

# start_silent: sets silent_port; silent.log has a line for each connection, and for what it sent, in hex.
start_silent()
{
  silent_port=$(ports 1)
  folder silent
  start silent KILL PYTHONUNBUFFERED=1 python3 -c '
import socket, sys, threading
def hear(connection):
    while heard := connection.recv(4096):
        print("heard", heard.hex())
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
    while True:
        connection, _ = server.accept()
        print("connected")
        threading.Thread(target=hear, args=(connection,), daemon=True).start()
' "$silent_port"
  ready silent answers "$silent_port"
}
