#!/bin/sh
# What the table writes is read by the tools that it is for: ajv and varlock (from npm, into build/npm), a POSIX shell
# and kubectl for the .env file, PyYAML and kubectl for Kubernetes, docker-compose, systemd-analyze.
# usage: tests/checks/write.sh BUILD_FOLDER (of meson)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/write.sh BUILD_FOLDER}" && pwd) || exit 1
program=$build/examples/config_command
. "$root/tests/tools/npm.sh"
python=/usr/bin/python3 # which has the packages of the system
cd "$work" || exit 1

written() { env -i "$program" config "$1"; }
loads() { env -i "$@" "$program" config check; }

# ---- JSON Schema, .env.schema ----

types=$(cd "$root/tests/tables" && grep -l "$(printf '^type\toptions\ttext\tverdict')" ./*.tsv)
expect "the tables of types" test -n "$types"
"$build/tests/agree" $types >agree.out || exit 1
expect "ajv and the loads agree on each text" \
  "$node" "$root/tests/write/agree.mjs" "$npm/node_modules" agree.out "$root/tests/tables/json_schema.tsv"
echo 0123456789abcdef0123456789abcdef >key
expect "ajv, varlock and the loads agree on environments" \
  "$node" "$root/tests/write/environments.mjs" "$program" "$npm" "$root/tests/tables/json_schema_environments.tsv" "$work"

# ---- .env ----

# What is required gets a value; each line that is left out, too, in a second file.
fill()
{
  sed 's,^SESSION_KEY=$,&0123456789abcdef0123456789abcdef,; s,^DATABASE_URL=$,&postgres://orders:p%40ss@db/orders,'
}
written dotenv >.env.example
fill <.env.example >.env
sed -n 's/^# \([A-Z_]*=\)/\1/; /^[A-Z]/p' .env.example |
  sed 's,^ALLOWED_ORIGINS=$,&https://a.example,; s,^REPLICA_ADDRESS=$,&replica:5432,' | fill >all.env

# A shell exports what it reads with "set -a".
in_shell() { env -i sh -c 'set -a; . "./$1"; exec "$2" config check' sh "$1" "$program"; }
# docker run --env-file: a line that begins with "#" is a comment, a value is all that stands behind the first "=".
in_docker()
(
  set --
  while IFS= read -r line; do
    case $line in '#'* | '') ;; *) set -- "$@" "$line" ;; esac
  done <"$file"
  loads "$@"
)
for file in .env all.env; do
  expect "$file loads from a shell" in_shell $file
  expect "$file loads by the rules of docker run --env-file" in_docker
  expect "$file is one to kubectl" kubectl create configmap orders --from-env-file=$file --dry-run=client -o yaml
done
expect "an example that is not filled in is refused" refused in_shell .env.example
expect "it says what is missing" test "$(in_shell .env.example 2>&1 | grep -c 'is set, but empty')" -eq 2

# ---- Kubernetes ----

written kubernetes >kubernetes.yaml
cat >read.py <<'END'
import sys, yaml
plain, secret, deployment = yaml.safe_load_all(open('kubernetes.yaml', encoding='utf-8'))
pod = deployment['spec']['template']['spec']
container = pod['containers'][0]
assert (plain['kind'], secret['kind'], deployment['kind']) == ('ConfigMap', 'Secret', 'Deployment')
assert not plain['data'] and secret['stringData'] == {'SESSION_KEY': '', 'DATABASE_URL': ''}, 'what is required'
assert pod['enableServiceLinks'] is False
names = {'configMapRef': plain['metadata']['name'], 'secretRef': secret['metadata']['name']}
assert {kind: ref['name'] for source in container['envFrom'] for kind, ref in source.items()} == names
assert deployment['spec']['selector']['matchLabels'] == deployment['spec']['template']['metadata']['labels']
text = open('kubernetes.yaml', encoding='utf-8').read()
import re
all_of_it = list(yaml.safe_load_all(re.sub(r'^  # ([A-Z_]+: ")', r'  \1', text, flags=re.M)))[0]['data']
assert all_of_it['PORT'] == '3000' and all_of_it['CACHE_TTL'] == '5m' and len(all_of_it) == 7, all_of_it
yaml.safe_dump(deployment, open('deployment.yaml', 'w'))
END
expect "PyYAML reads three objects" $python read.py
expect "kubectl takes the Deployment" sh -c 'kubectl set env --local -f deployment.yaml EXTRA=1 -o yaml >deployed.yaml'
expect "kubectl knows each of its members" $python - <<'END'
import yaml
given, taken = (yaml.safe_load(open(name))['spec']['template']['spec'] for name in ('deployment.yaml', 'deployed.yaml'))
assert taken['enableServiceLinks'] is False
assert taken['containers'][0]['envFrom'] == given['containers'][0]['envFrom'], taken
assert taken['containers'][0]['image'] == given['containers'][0]['image']
END
sed 's/enableServiceLinks: false/enableServiceLinks: [no]/' deployment.yaml >wrong.yaml
expect "kubectl looks at what it takes" refused kubectl set env --local -f wrong.yaml EXTRA=1

# ---- compose ----

mkdir compose && written compose >compose/docker-compose.yml && echo key >compose/SESSION_KEY
compose() { (cd compose && env -i PATH="$PATH" HOME="$work" "$@" docker-compose config); }
expect "compose stops where a required variable is not set" refused compose
expect "its words are the table's" sh -c 'cd compose && docker-compose config 2>&1 | grep -q "Where the orders are kept"'
expect "compose takes it" compose DATABASE_URL=postgres://db/orders LOG_LEVEL=debug
compose DATABASE_URL=postgres://db/orders LOG_LEVEL=debug >composed.yaml
expect "the container gets what is set, and the file" $python - <<'END'
import yaml
service = yaml.safe_load(open('composed.yaml'))['services']['orders']
got = {name: value for name, value in service['environment'].items() if value is not None}
want = {'DATABASE_URL': 'postgres://db/orders', 'LOG_LEVEL': 'debug', 'SESSION_KEY_FILE': '/run/secrets/SESSION_KEY'}
assert got == want, got
assert [secret['source'] for secret in service['secrets']] == ['SESSION_KEY']
END

# ---- systemd ----

written systemd | sed "s,/usr/bin/orders,$program," >orders.service
verify() { SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no "./$1" 2>&1; }
takes_unit() { verify "$1" >verified && ! grep -n "$1" verified; }
expect "systemd takes the unit" takes_unit orders.service
sed 's/^LoadCredential=.*/LoadCredential=/; s/^DynamicUser=yes/DynamicUser=perhaps/' orders.service >wrong.service
expect "systemd looks at the unit" refused takes_unit wrong.service
finish
