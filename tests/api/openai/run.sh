#!/usr/bin/env bash
# Runs the official OpenAI client against Familiar with the sample world: tests/api/openai/run.sh FAMILIAR_PROGRAM [engine]
#
# With `engine` Familiar asks a scripted model.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:?say which program to test: tests/api/openai/run.sh build/release/apps/familiar/familiar}
export FAMILIAR_SOURCE_DIR=${FAMILIAR_SOURCE_DIR:-$(cd "$here/../../.." && pwd)}

engine_home=()
tests=openai.test.mjs
if [[ ${2:-} == engine ]]; then
    engine_home=("$here/engine.script" "$here/familiar.toml")
    tests=engine.test.mjs
fi

source "$here/../../support/serve_sample.sh" "$program" "${engine_home[@]}"
export FAMILIAR_URL=${link%%/sign-in*}
FAMILIAR_KEY=$("$program" keys --home "$home/home" add test --as mara --json |
    node -e 'process.stdout.write(JSON.parse(require("node:fs").readFileSync(0, "utf8")).key)')
export FAMILIAR_KEY

cd "$here"
# npm writes down what it installed; when that is older than the lock file, it is not what the lock file says.
if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
    npm ci --no-progress
fi
node --test "$tests"
