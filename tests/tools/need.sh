# Installs what is missing on a Debian, and nothing else; read by tests/run.sh and examples/run.sh.
#
#   need PACKAGE COMMAND...   the package is missed when the command fails
#   need_services             the backing services and their clients, by need
#   install_missing           installs what was missed; where there is no apt it says what to install, and ends the script

missing=''
need()
{
  package=$1
  shift
  "$@" >/dev/null 2>&1 || missing="$missing $package"
}

have() { command -v "$1"; }
has_postgres() { ls /usr/lib/postgresql/*/bin/postgres && have psql; }
# The backing services, their clients, and what the service of examples/orders is made of besides.
need_services()
{
  need libpq-dev pkg-config --exists libpq
  need libhiredis-dev pkg-config --exists hiredis
  need librabbitmq-dev pkg-config --exists librabbitmq
  need libmicrohttpd-dev pkg-config --exists libmicrohttpd
  need libjansson-dev pkg-config --exists jansson
  need postgresql has_postgres
  need redis-server have redis-server
  need rabbitmq-server test -x /usr/lib/rabbitmq/bin/rabbitmq-server
  need openssl have openssl
}
# Whether the compiler with these options makes a program.
links()
{
  program=$(mktemp) && echo 'int main(void) { return 0; }' | "$@" -x c - -o "$program"
  status=$?
  rm -f "$program"
  return $status
}

# Debian starts the servers that it installs, on the ports that they are known for, and fails where they do not start.
# The tests start their own: while they are installed, a policy says that none is to be started.
policy=/usr/sbin/policy-rc.d
without_services()
(
  if [ ! -e $policy ]; then
    trap "$as_root rm -f $policy" EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy && $as_root chmod 755 $policy
  fi
  "$@"
)

install_missing()
{
  [ -n "$missing" ] || return 0
  as_root=''
  [ "$(id -u)" = 0 ] || as_root=sudo
  if ! have apt-get >/dev/null; then
    echo "Please install, under the names that your system has for them:$missing" >&2
    exit 1
  fi
  echo "installing:$missing" >&2
  { $as_root apt-get -q update &&
    without_services $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $missing
  } >&2 </dev/null || exit 1
}
