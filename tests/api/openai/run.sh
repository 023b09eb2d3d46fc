#!/usr/bin/env bash
# Runs the official OpenAI client against Familiar with the sample world: tests/api/openai/run.sh FAMILIAR_PROGRAM
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:?say which program to test: tests/api/openai/run.sh build/release/apps/familiar/familiar}
export FAMILIAR_SOURCE_DIR=${FAMILIAR_SOURCE_DIR:-$(cd "$here/../../.." && pwd)}

home=$(mktemp -d)
server=
finish() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$home"
}
trap finish EXIT

"$program" serve --home "$home/home" --sample --listen 127.0.0.1:0 >"$home/out" 2>"$home/err" &
server=$!

# The first line with a link says where it listens; building the sample world comes before it.
link=
for ((tenths = 0; tenths < 1200; ++tenths)); do
    link=$(grep -om1 'http://[^ ]*/sign-in[^ ]*' "$home/out" || true)
    [[ -z $link ]] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
if [[ -z $link ]]; then
    echo "run.sh: the server printed no sign-in link" >&2
    cat "$home/out" "$home/err" >&2
    exit 1
fi
export FAMILIAR_URL=${link%%/sign-in*}
FAMILIAR_KEY=$("$program" keys --home "$home/home" add test --as mara --json |
    node -e 'process.stdout.write(JSON.parse(require("node:fs").readFileSync(0, "utf8")).key)')
export FAMILIAR_KEY

cd "$here"
# npm writes down what it installed; when that is older than the lock file, it is not what the lock file says.
if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
    npm ci --no-progress
fi
node --test openai.test.mjs
