#!/usr/bin/env bash
# Starts a PostgreSQL server of its own for as long as something needs it: on a free port of the loopback interface, in a
# directory that is removed at the end, as an unprivileged user, and without care for power failures.
#
#   scripts/postgres.sh COMMAND ARGUMENT…   runs the command with PARLEY_TEST_DATABASE_URL set
#   scripts/postgres.sh                     prints the URL and waits to be interrupted
set -euo pipefail

initdb=$(find /usr/lib/postgresql -name initdb 2>/dev/null | sort -V | tail -n 1)
initdb=${initdb:-$(command -v initdb)} || { echo "postgres.sh: PostgreSQL is missing: run scripts/need.sh" >&2; exit 1; }
bin=$(dirname "$initdb")

dir=$(mktemp -d "${TMPDIR:-/tmp}/parley-postgres.XXXXXX")
as_server() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then # initdb refuses root
  chown postgres "$dir"
  as_server() { (cd "$dir" && runuser -u postgres -- "$@"); }
fi

stop() {
  trap - EXIT INT TERM
  [ ! -e "$dir/data/postmaster.pid" ] || as_server "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
as_server tee "$dir/password" <<<"$password" >/dev/null
as_server "$bin/initdb" -D "$dir/data" -U parley --pwfile "$dir/password" -A scram-sha-256 -E UTF8 --locale C --no-sync >/dev/null

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -o "-p $port -h 127.0.0.1 \
  -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null ||
  { cat "$dir/log" >&2; exit 1; }

export PARLEY_TEST_DATABASE_URL="postgres://parley:$password@127.0.0.1:$port/postgres?sslmode=disable"
if [ $# -eq 0 ]; then
  echo "$PARLEY_TEST_DATABASE_URL"
  while :; do sleep 3600 & wait $!; done
fi
"$@"
