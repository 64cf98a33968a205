#!/bin/sh
# The adapters and their examples against real servers, as live/servers.sh starts them: small programs that read a URL
# from the environment, as a service does, and connect. What they print is what the server knows of the connection. They
# run under ASan, UBSan and LSan, so what a failure leaves behind is seen.
# usage: tests/checks/live.sh BUILD_FOLDER (of meson, with the library and the examples)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/live.sh BUILD_FOLDER}" && pwd) || exit 1
. "$root/tests/live/servers.sh"
cd "$work" || exit 1

# Every byte that means something in a URL, in a shell or to a server; and UTF-8.
user='app/ü@x' password="p@ss:w/o?r#d%&=+ ~[]{}<>\"'\\\`\$|^;,!*()é€" vhost='orders/eu ü' database='orders=eu/ü'
# A wrong one, of bytes that stand in no message.
wrong='~^§|¶'
encoded() { python3 -c 'import sys, urllib.parse; print(urllib.parse.quote(sys.argv[1], safe=""))' "$1"; }
u=$(encoded "$user") p=$(encoded "$password") w=$(encoded "$wrong") v=$(encoded "$vhost") d=$(encoded "$database")

# ---- What is expected of a program ----

mkdir home programs
run() { timeout 60 env -i HOME="$work/home" "$@" 2>&1; }

# gives OUTPUT [VARIABLE=...] PROGRAM
gives()
{
  wanted=$1
  shift
  run "$@" >printed
  status=$?
  cat printed
  [ $status -eq 0 ] && [ "$(cat printed)" = "$wanted" ]
}

# refuses WORDS [VARIABLE=...] PROGRAM: with words that match; they hold no piece of the URL's password (status 3)
refuses()
{
  pattern=$1
  shift
  run "$@" >printed
  status=$?
  cat printed
  echo "status $status"
  [ $status -eq 1 ] && grep -qE -e "$pattern" printed
}

# The same, and the words hold no byte of the wrong password.
hides() { refuses "$@" && tr -d "$wrong" <printed | cmp - printed; }

# Whether the silent server has heard something since this was called with "from now on".
heard()
{
  [ "${1-}" = 'from now on' ] && { silence=$(wc -c <silent.log); return; }
  tail -c +$((silence + 1)) silent.log | grep .
}
unheard() { ! heard; }

compile() # NAME PACKAGE
{
  cc -std=c11 -D_GNU_SOURCE -g $warnings -fsanitize=address,undefined -fno-sanitize-recover=all -I"$root/include" \
    -o "programs/$1" "$root/tests/live/$1.c" "$build/libenvtab.a" $(pkg-config --cflags --libs "$2")
}
make_certificates()
{
  authority ca && authority other && # the broker's name is an address: libpq finds it as one, librabbitmq as a name
    certificate server /CN=server -addext subjectAltName=IP:127.0.0.1,DNS:127.0.0.1 &&
    certificate client "/CN=$(printf %s "$user" | sed 's,/,\\/,g')" && cat client.pem client.key >both.pem &&
    openssl ec -in client.key -aes128 -passout pass:secret -out locked.key
}

expect "certificates are made" make_certificates
expect "RabbitMQ is started" start_rabbitmq "$user" "$password" "$vhost"
expect "postgres.c compiles" compile postgres libpq
expect "redis.c compiles" compile redis hiredis
expect "amqp.c compiles" compile amqp librabbitmq
expect "kafka.c compiles" compile kafka rdkafka
expect "PostgreSQL runs" start_postgres "$user" "$password" "$database"
expect "Redis runs" start_redis "$user" "$password"
expect "a server runs that never answers" start_silent

# ---- libpq ----

host=127.0.0.1:$postgres_port other=127.0.0.2:$postgres_port
who="user=$user database=$database"
verified="sslmode=verify-full&sslrootcert=$work/ca.pem"
postgres()
{
  what=$1 wanted=$2 url=$3
  shift 3
  expect "libpq: $what" gives "$wanted" DATABASE_URL="$url" "$@" programs/postgres
}
no_postgres()
{
  what=$1 words=$2 url=$3
  shift 3
  expect "libpq: $what" hides "$words" DATABASE_URL="$url" "$@" programs/postgres
}

postgres "a query with user, password and database that are full of delimiters" "$who socket=f tls=t application=" \
  "postgres://$u:$p@$host/$d"
postgres "a poll loop of the program's" "polled: yes
$who socket=f tls=t application=" "postgres://$u:$p@$host/$d" START=yes
postgres "parameters reach it" "$who socket=f tls=f application=a b" \
  "postgresql://$host?user=$u&password=$p&dbname=$d&sslmode=disable&application_name=a%20b"
postgres "the Unix socket, from the authority" "$who socket=t tls=f application=" \
  "postgres://$u:$p@$(encoded "$work/postgres"):$postgres_port/$d"
postgres "the Unix socket, from a parameter" "$who socket=t tls=f application=" \
  "postgres://$u:$p@ignored:$postgres_port/$d?host=$work/postgres"
postgres "the first of several hosts that answers" "$who socket=f tls=t application=" \
  "postgres://$u:$p@127.0.0.1:1,$host/$d"
postgres "TLS, the certificate verified" "$who socket=f tls=t application=" "postgres://$u:$p@$host/$d?$verified"
no_postgres "TLS, the certificate of another authority" "certificate verify failed" \
  "postgres://$u:$w@$host/$d?sslmode=verify-full&sslrootcert=$work/other.pem"
no_postgres "TLS, the certificate of another host" 'does not match host name "127.0.0.2"' \
  "postgres://$u:$w@$other/$d?$verified"
no_postgres "a wrong password" "password authentication failed for user \"$user\"" "postgres://$u:$w@$host/$d"
no_postgres "a wrong password, in a poll loop" "password authentication failed" "postgres://$u:$w@$host/$d" START=yes
no_postgres "nobody listens" "Connection refused" "postgres://$u:$w@127.0.0.1:1/$d"
no_postgres "the timeout passes, a second of it rounded up" "timeout expired" \
  "postgres://$u:$w@127.0.0.1:$silent_port/$d" TIMEOUT=1ms
no_postgres "the URL's timeout goes first" "timeout expired" \
  "postgres://$u:$w@127.0.0.1:$silent_port/$d?connect_timeout=1" TIMEOUT=10m
no_postgres "the loop has the say over its time" "^the loop waited long enough$" \
  "postgres://$u:$w@127.0.0.1:$silent_port/$d?connect_timeout=600" START=yes TIMEOUT=100ms
expect "libpq: no URL, no connection" refuses "connection pointer is NULL" programs/postgres
expect "libpq: no URL, no connection in a poll loop" refuses "connection pointer is NULL" START=yes programs/postgres
expect "examples/postgres" gives "$user is in $database" DATABASE_URL="postgres://$u:$p@$host/$d" \
  "$build/examples/postgres"

# ---- hiredis ----

host=127.0.0.1:$redis_port
redis()
{
  what=$1 wanted="OK
stored
user=$2
db=$3" url=$4
  expect "hiredis: $what" gives "$wanted" REDIS_URL="$url" TIMEOUT=20s programs/redis
}
no_redis()
{
  what=$1 words=$2 url=$3
  shift 3
  expect "hiredis: $what" hides "$words" REDIS_URL="$url" "$@" programs/redis
}
# What redis-cli says to a command, in the database.
says() { test "$(redis_cli -s "$work/redis/socket" --user "$user" --pass "$password" -n "$2" "$3" envtab)" = "$1"; }

redis "a user and a password that are full of delimiters" "$user" 0 "redis://$u:$p@$host"
expect "redis-cli finds the value in that database" says stored 0 GET
redis "a database" "$user" 7 "redis://$u:$p@$host/7"
expect "redis-cli finds the value in that database" says stored 7 GET
expect "and not in another" says 0 5 EXISTS
redis "the password alone" default 5 "redis://:$p@$host/5"
redis "the Unix socket" "$user" 3 "unix://$u:$p@$work/redis/socket?db=3"
redis "the Unix socket, by the scheme's other name" default 0 "redis+unix://:$p@$work/redis/socket"
redis "a server that needs no password" default 2 "redis://127.0.0.1:$redis_renamed_port/2"
no_redis "a wrong password for the user" "^AUTH: WRONGPASS " "redis://$u:$w@$host/3"
no_redis "a wrong password alone" "^AUTH: WRONGPASS " "redis://:$w@$host/3"
no_redis "another's user" "^AUTH: WRONGPASS " "redis://nobody:$p@$host/3"
no_redis "no password where one is needed" "^SELECT: NOAUTH " "redis://$host/3"
no_redis "a database that is not there" "^SELECT: ERR DB index is out of range$" "redis://$u:$p@$host/99"
no_redis "nobody listens" "^connect: Connection refused$" "redis://$u:$w@127.0.0.1:1"
no_redis "there is no such socket" "^connect: No such file or directory$" "unix://$u:$w@$work/nowhere"
no_redis "the timeout passes" "^AUTH: no answer in time$" "redis://$u:$w@127.0.0.1:$silent_port" TIMEOUT=100ms
expect "hiredis: the timeout holds for commands, too" test "$(run REDIS_URL="redis://127.0.0.1:$silent_port" \
  TIMEOUT=100ms programs/redis)" = "SET envtab stored: Resource temporarily unavailable"
no_redis "words are cut to the room there is" '^AUTH: WRONG$' "redis://$u:$w@$host" CAPACITY=12
no_redis "no room for words" '^no room for words$' "redis://$u:$w@$host" CAPACITY=0
no_redis "no URL, no connection" "^there is no URL" ""

# What is kept back, and why: this server repeats what it was sent.
repeated() { redis_cli -p "$redis_renamed_port" AUTH "$user" "$password" | grep -F "$password"; }
expect "a Redis whose AUTH is renamed tells the password" repeated
kept='^AUTH: refused, in words that are not shown'
no_redis "the password is not in the adapter's words" "$kept" "redis://$u:$p@127.0.0.1:$redis_renamed_port"
no_redis "nor is a short one" "$kept" "redis://:qx@127.0.0.1:$redis_renamed_port"

# rediss: is TLS to redis-cli; the adapter sends nothing.
secure="rediss://$u:$p@127.0.0.1:$redis_tls_port/4"
expect "redis-cli takes the URL for TLS" test "$(redis_cli --cacert ca.pem -u "$secure" PING)" = PONG
heard 'from now on'
no_redis "rediss: is refused" "^rediss: asks for TLS, which plain hiredis does not have" \
  "rediss://$u:$w@127.0.0.1:$silent_port"
expect "without so much as a connection" unheard
no_redis "while redis:" "^AUTH: no answer in time$" "redis://$u:$w@127.0.0.1:$silent_port" TIMEOUT=100ms
expect "is heard there" heard

expect "examples/redis" gives "visit 1" REDIS_URL="redis://$u:$p@$host/6" "$build/examples/redis"
expect "examples/redis, again" gives "visit 2" REDIS_URL="redis://$u:$p@$host/6" "$build/examples/redis"

# ---- librabbitmq ----

expect "RabbitMQ runs" ready_rabbitmq
host=127.0.0.1:$amqp_port secure=127.0.0.1:$amqps_port other=127.0.0.2:$amqps_port
amqp() # WHAT VHOST_AS_PRINTED URL USER [VARIABLE=...]
{
  what=$1 url=$3 id=$4 wanted="channel_max=${limits:-2047 frame_max=131072 heartbeat=0}
time for the login: ${time:-30.000000} s
operation completed successfully
the broker closed the channel: 404 NOT_FOUND - no queue 'nowhere' in vhost '$2'
published"
  shift 4
  expect "librabbitmq: $what" gives "$wanted" AMQP_URL="$url" USER_ID="$id" "$@" programs/amqp
}
no_amqp()
{
  what=$1 words=$2 url=$3
  shift 3
  expect "librabbitmq: $what" hides "$words" AMQP_URL="$url" "$@" programs/amqp
}
shown='orders/eu \xc3\xbc' # in printable ASCII

amqp "user, password and vhost that are full of delimiters" "$shown" "amqp://$u:$p@$host/$v" "$user"
amqp "what the URL leaves out" / "amqp://$host" guest
limits='10 frame_max=8192 heartbeat=30'
amqp "the limits of the URL" "$shown" "amqp://$u:$p@$host/$v?channel_max=10&frame_max=8192&heartbeat=30" "$user"
limits=''
time=20.001000
amqp "a timeout of the caller's, rounded up" / "amqp://$host" guest TIMEOUT=20000000001ns
time=20.500000
amqp "the URL's timeout goes first" / "amqp://$host?connection_timeout=20500" guest TIMEOUT=40s
time=12.000000
amqp "no timeout but librabbitmq's own" / "amqp://$host" guest TIMEOUT=0s
time=''
amqp "TLS, by the caller's authority" "$shown" "amqps://$u:$p@$secure/$v" "$user" CA_FILE=ca.pem
amqp "TLS, by the URL's authority" "$shown" "amqps://$u:$p@$secure/$v?cacertfile=$work/ca.pem" "$user" \
  CA_FILE=other.pem
amqp "TLS, the host named once more" "$shown" "amqps://$u:$p@$secure/$v?server_name_indication=127.0.0.1" "$user" \
  CA_FILE=ca.pem
amqp "TLS, not verified" "$shown" "amqps://$u:$p@$other/$v?verify=verify_none" "$user"
amqp "a certificate for a password" "$shown" \
  "amqps://$secure/$v?auth_mechanism=external&certfile=$work/client.pem&keyfile=$work/client.key" "$user" CA_FILE=ca.pem
amqp "a certificate and its key in one file" "$shown" \
  "amqps://$secure/$v?auth_mechanism=external&certfile=$work/both.pem" "$user" CA_FILE=ca.pem

refused='the broker closed the connection: 403 ACCESS_REFUSED - Login was refused using authentication mechanism'
no_amqp "a wrong password" "^login: $refused PLAIN\." "amqp://$u:$w@$host/$v"
no_amqp "a wrong password, over TLS" "^login: $refused PLAIN\." "amqps://$u:$w@$secure/$v" CA_FILE=ca.pem
no_amqp "external without a certificate" "^login: $refused EXTERNAL\." \
  "amqps://$u:$w@$secure/$v?auth_mechanism=external" CA_FILE=ca.pem
no_amqp "external without TLS" "^login: " "amqp://$u:$w@$host/$v?auth_mechanism=external"
no_amqp "external without a name" "^auth_mechanism=external needs a user" \
  "amqps://:@$secure/$v?auth_mechanism=external" CA_FILE=ca.pem
no_amqp "another's vhost" "^login: .*: 530 NOT_ALLOWED - access to vhost '/' refused" "amqp://$u:$p@$host"
no_amqp "a vhost that is not there" "^login: .*: 530 NOT_ALLOWED - vhost nowhere not found" "amqp://$u:$p@$host/nowhere"
no_amqp "the vhost of amqp://host/" "^login: .*: 530 NOT_ALLOWED - vhost  not found" "amqp://$u:$p@$host/"
no_amqp "TLS, the certificate of another authority" "^connect: SSL peer cert verification failed$" \
  "amqps://$u:$w@$secure/$v" CA_FILE=other.pem
no_amqp "TLS, the URL's authority goes first" "^connect: SSL peer cert verification failed$" \
  "amqps://$u:$w@$secure/$v?cacertfile=$work/other.pem" CA_FILE=ca.pem
no_amqp "TLS, the certificate of another host" "^connect: SSL hostname verification failed$" \
  "amqps://$u:$w@$other/$v" CA_FILE=ca.pem
no_amqp "TLS, an authority that is not there" "^the file of CA certificates: a SSL error occurred$" \
  "amqps://$u:$w@$secure/$v" CA_FILE=nowhere.pem
no_amqp "a certificate without its key" "^certfile or keyfile: a SSL error occurred$" \
  "amqps://$u:$w@$secure/$v?certfile=$work/client.pem" CA_FILE=ca.pem
no_amqp "a key without a certificate" "^has a keyfile without a certfile$" \
  "amqps://$u:$w@$secure/$v?keyfile=$work/client.key" CA_FILE=ca.pem
# Without a terminal OpenSSL would ask for it on stdin.
echo secret >answer
no_amqp "a key with a password, which is not asked for" "^certfile or keyfile: a SSL error occurred$" \
  "amqps://$u:$w@$secure/$v?certfile=$work/client.pem&keyfile=$work/locked.key" CA_FILE=ca.pem setsid -w <answer
no_amqp "nobody listens" "^connect: a socket error occurred$" "amqp://$u:$w@127.0.0.1:1/$v"
no_amqp "the timeout passes" "^login: request timed out$" "amqp://$u:$w@127.0.0.1:$silent_port" TIMEOUT=100ms
no_amqp "the timeout passes in TLS" "^connect: request timed out$" "amqps://$u:$w@127.0.0.1:$silent_port" \
  TIMEOUT=100ms CA_FILE=ca.pem
no_amqp "the URL's timeout passes" "^login: request timed out$" \
  "amqp://$u:$w@127.0.0.1:$silent_port?connection_timeout=100" TIMEOUT=10m
no_amqp "words are cut to the room there is" '^login: the $' "amqp://$u:$w@$host/$v" CAPACITY=12
no_amqp "no room for words" '^no room for words$' "amqp://$u:$w@$host/$v" CAPACITY=0
no_amqp "no URL, no connection" "^there is no URL" ""

heard 'from now on'
no_amqp "amqps: without an authority" "^amqps: needs a file of CA certificates" "amqps://$u:$w@127.0.0.1:$silent_port"
no_amqp "a server name that cannot be sent" "^server_name_indication is not the host" \
  "amqps://$u:$w@127.0.0.1:$silent_port?server_name_indication=broker" CA_FILE=ca.pem
expect "without so much as a connection" unheard

expect "examples/amqp" gives ordered AMQP_URL="amqps://$u:$p@$secure/$v" CA_FILE="$work/ca.pem" "$build/examples/amqp"

# ---- librdkafka ----

expect "librdkafka takes what examples/services prints" gives "3 brokers: Success" \
  SMTP_URL=smtp://mail INVOICES_URL=s3://invoices programs/kafka "$build/examples/services"
finish
