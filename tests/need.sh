# Installs what is missing on a Debian, and nothing else; read by tests/run.sh and examples/run.sh.
#
#   need PACKAGE COMMAND...   the package is missed when the command fails
#   install_missing           installs what was missed; where there is no apt it says what to install, and ends the script

missing=''
need()
{
  package=$1
  shift
  "$@" >/dev/null 2>&1 || missing="$missing $package"
}

have() { command -v "$1"; }
# Whether the compiler with these options makes a program.
links()
{
  program=$(mktemp) && echo 'int main(void) { return 0; }' | "$@" -x c - -o "$program"
  status=$?
  rm -f "$program"
  return $status
}

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
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $missing; } >&2 </dev/null || exit 1
}
