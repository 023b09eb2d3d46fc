#!/usr/bin/env bash
# Tries the page in a real browser against the program with the sample world: tests/web/run.sh FAMILIAR_PROGRAM
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:?say which program to test: tests/web/run.sh build/release/familiar}
source "$here/../support/serve_sample.sh" "$program"

cd "$here/../../web"
FAMILIAR_LINK=$link node tests/page.browser.mjs
