# For scripts that try something against the program with the sample world; they source it:
#
#   source serve_sample.sh PROGRAM [FILE...]    puts the files into the home, and sets `home` (gone at the end), `server` (ended at the end) and `link`
program=$1
shift
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
if (($# > 0)); then
    mkdir -p "$home/home"
    cp "$@" "$home/home"
fi

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
    echo "serve_sample.sh: the server printed no sign-in link" >&2
    cat "$home/out" "$home/err" >&2
    exit 1
fi
