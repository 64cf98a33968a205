#!/bin/sh
# The documentation is right: doxygen finds words for every item of the header, the man pages are well made, what README
# and man pages say is what the code says, and what the README says to write into a build works.
# usage: tests/checks/docs.sh BUILD_FOLDER (of meson)
. "$(dirname "$0")/../tools/check.sh"
build=$(cd "${1:?usage: tests/checks/docs.sh BUILD_FOLDER}" && pwd) || exit 1

# ---- The header ----

# reference FOLDER: makes the pages of FOLDER/include/envtab.h.
reference() { mkdir -p "$1/build" && cd "$1" && doxygen "$root/lib/Doxyfile"; }
mkdir -p "$work/header" "$work/mute/include" && cp -R "$root/include" "$work/header"
expect "doxygen has nothing to say against envtab.h" reference "$work/header"
expect "the pages hold envtab_load()" grep -q 'envtab_load</a>' "$work/header/build/reference/html/envtab_8h.html"
grep -v 'The version of the library' "$root/include/envtab.h" >"$work/mute/include/envtab.h"
expect "doxygen misses the words of a function that has none" refused reference "$work/mute"

# ---- Man pages ----

well_made()
{
  { mandoc -T lint -W warning "$1" && man --warnings -l "$1" >/dev/null; } >"$work/lint" 2>&1
  status=$?
  cat "$work/lint"
  [ $status -eq 0 ] && [ ! -s "$work/lint" ]
}
for page in "$root"/lib/man/*.[1-9]; do
  name=$(basename "$page")
  expect "$name is well made" well_made "$page"
  expect "meson.build installs $name" grep -qF "'lib/man/$name'" "$root/meson.build"
done

# ---- What the code says ----

for what in codes hints writers json-schema differences options types functions words statuses; do
  expect "the documentation and the code agree: $what" python3 "$root/tests/checks/docs.py" $what
done
python3 "$root/tests/checks/docs.py" c-of-man >"$work/man.c"
expect "the synopsis and the example of envtab(3) are right C" \
  cc -std=c11 -Wall -Wextra -Werror -I"$root/include" -c "$work/man.c" -o "$work/man.o"
expect "they declare something" grep -q ' envtab_command(' "$work/man.c"
expect "the types take and refuse the texts of the README" python3 "$root/tests/checks/docs.py" examples "$build/examples"

# ---- What the README says to write ----

# section TITLE LANGUAGE [N]: the Nth block of this language below the title.
section()
{
  awk -v title="$1" -v fence="\`\`\`$2" -v wanted="${3-1}" '
    /^##/ { here = $0 ~ "^##+ " title "$" }
    inside && /^```/ { exit }
    inside
    here && $0 == fence && ++seen == wanted { inside = 1 }' "$root/README.md"
}
holds() { python3 -c 'import sys; sys.exit(not sys.argv[1] or sys.argv[1] not in open(sys.argv[2]).read())' "$@"; }
command='The config command' drift='Keep them in the repository, and fail on drift'
expect "its main with the config command is the example's" \
  holds "$(section "$command" c)" "$root/examples/config_command.c"

# The transcript: each command of it, with all it prints, stands in the example's.
told=$(section "$command" console)
transcript() { python3 - "$told" "$root/examples/expected/config_command.out" <<'END'
import re, sys
told, printed = (re.split(r'^(?=\$ )', text, flags=re.M)[1:] for text in (sys.argv[1] + '\n', open(sys.argv[2]).read()))
sys.exit(len(told) < 2 or not set(told) <= set(printed))
END
}
expect "what it prints is what the example prints" transcript
section "$command" yaml >"$work/pod.yaml"
expect "its init container is one" /usr/bin/python3 - "$work/pod.yaml" <<'END'
import sys, yaml
[container] = yaml.safe_load(open(sys.argv[1]))['initContainers']
assert container['args'] == ['config', 'check'] and len(container['envFrom']) == 2, container
END

# The image's program is built as its Dockerfile says.
mkdir "$work/image" && cp "$root/examples/config_command.c" "$work/image/orders.c"
write_pair "$work/image"
image=$(section "$command" dockerfile | sed -n 's/^RUN cc/cc/p')
expect "the commands of its Dockerfile build the program" sh -c 'cd "$1" && eval "$2"' sh "$work/image" "${image:-false}"
expect "the image holds its JSON Schema" python3 -m json.tool "$work/image/environment.json"

# A project that is built with envtab as it lies in the build folder.
export PKG_CONFIG_PATH="$build/meson-uninstalled" LD_LIBRARY_PATH="$build"
kept='.env.example ENVIRONMENT.md environment.json'
start_project() # FOLDER: the service, with the files that it keeps
{
  mkdir "$work/$1" && cd "$work/$1" && cp "$root/examples/config_command.c" orders.c &&
    "$build/examples/config_command" config dotenv >.env.example &&
    "$build/examples/config_command" config markdown >ENVIRONMENT.md &&
    "$build/examples/config_command" config json-schema >environment.json
}
# drifts COMMAND...: the build fails when the table, or one of the files, was changed alone; and says where.
drifts()
{
  expect "$1 builds what has not drifted" "$@"
  for file in $kept; do
    cp $file before && echo drift >>$file
    expect "$1 fails when $file drifts" sh -c '! "$@" >build.log && grep -q "^-drift" build.log' sh "$@"
    mv before $file
  done
  expect "$1 builds again" "$@"
  sed -i 's/"3000"/"8080"/' orders.c
  expect "$1 fails when the table drifts" refused "$@"
}

start_project meson
section "$drift" meson >meson.build
expect "meson sets the README's project up" meson setup build
drifts ninja -C build

start_project make
section "$drift" make >Makefile
drifts make -s
expect "make keep writes them anew" make -s keep
expect "make builds with them" make -s
finish
