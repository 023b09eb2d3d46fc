#!/usr/bin/env bash
# Tries the page in a real browser against the program with the sample world: tests/web/run.sh FAMILIAR_PROGRAM
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:?say which program to test: tests/web/run.sh build/release/familiar}
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
cd "$here/../../web"
FAMILIAR_LINK=$link node tests/page.browser.mjs
