# The packages of tests/write/package.json, in build/npm, installed once; read after tests/tools/check.sh by the
# checks that use them. Sets npm (the folder) and node.

npm=$root/build/npm
node=$npm/node_modules/.bin/node

install_packages()
{
  rm -f "$npm/installed" && mkdir -p "$npm" && cp "$root/tests/write/package.json" "$npm" &&
    (cd "$npm" && npm install --no-audit --no-fund --no-package-lock --loglevel=error) &&
    touch "$npm/installed"
}
has_packages() { cmp -s "$root/tests/write/package.json" "$npm/package.json" && [ -e "$npm/installed" ]; }
has_packages || expect "npm installs" install_packages
