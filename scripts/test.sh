#!/usr/bin/env bash
# Runs the checks and tests and counts what ran and what did not. It fails if anything failed, and in full also if anything
# was not run.
#
#   scripts/test.sh        everything
#   scripts/test.sh fast   what needs no server, no browser and nobody else's program: `make check`
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

logs=$(mktemp -d "${TMPDIR:-/tmp}/parley-test.XXXXXX")
trap 'rm -rf "$logs"' EXIT
export COUNTS=$logs/counts
passed=0 failed=0 unrun=0
table=()

# step NAME COMMAND…: runs the command, shows what it says if it fails, and counts the tests that it reports in the file
# COUNTS ("passed failed skipped"), or itself as one.
step() {
  local name=$1 began=$SECONDS ok=0 p=0 f=0 s=0
  shift
  rm -f "$COUNTS"
  printf '%-34s' "$name"
  "$@" >"$logs/step" 2>&1 || ok=$?
  if [ -s "$COUNTS" ]; then
    read -r p f s <"$COUNTS"
    [ $ok -eq 0 ] || [ "$f" -gt 0 ] || f=1
  elif [ $ok -eq 0 ]; then
    p=1
  else
    f=1
  fi
  passed=$((passed + p)) failed=$((failed + f)) unrun=$((unrun + s))
  table+=("$(printf '%-34s %6d passed %4d failed %4d not run %5d s' "$name" "$p" "$f" "$s" $((SECONDS - began)))")
  if [ $ok -eq 0 ]; then echo "ok"; else echo "FAILED"; fi
  if [ $ok -ne 0 ] || [ "$s" -gt 0 ]; then cat "$logs/step"; fi
}

format() {
  local wrong
  wrong=$(git ls-files --cached --others --exclude-standard '*.go' | xargs gofmt -l) || return
  [ -z "$wrong" ] || { echo "not formatted (gofmt -w): $wrong"; return 1; }
}
scripts() { shellcheck scripts/*.sh packaging/*.sh packaging/parleyctl packaging/deb/* && for each in scripts/*.mjs; do node --check "$each" || return; done; }
vet() { go vet -tags peers,kill ./...; }
lint() { go tool -modfile=scripts/lint.mod golangci-lint run ./...; }
go_tests() { node scripts/gotest.mjs "$@"; }

# generated says whether anything that is generated differs from what it is generated from.
generated() {
  local before
  before=$(git diff | git hash-object --stdin && git status --porcelain) || return
  make --no-print-directory gen || return
  [ "$before" = "$(git diff | git hash-object --stdin && git status --porcelain)" ] || {
    echo "generated files are out of date: commit what make gen writes"
    git status --short
    return 1
  }
}

# peers runs the tests that carry the build tag of that name, and no others a second time.
peers() {
  local files names
  files=$(git grep --untracked -l '^//go:build peers' -- '*_test.go') || { echo "there are no tests with peers"; return 1; }
  names=$(echo "$files" | xargs grep -ho '^func Test[A-Za-z0-9_]*' | sed 's/^func //' | paste -sd '|')
  # shellcheck disable=SC2046 # one word a package
  go_tests -tags peers -count=1 -p 1 -run "^($names)\$" $(echo "$files" | xargs -n 1 dirname | sort -u | sed 's|^|./|')
}

web_tests() {
  local report=$logs/vitest.json ok=0
  npm --prefix web run test -- --reporter=default --reporter=json --outputFile.json="$report" || ok=$?
  [ ! -e "$report" ] || node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1]))
    console.log(r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests)' "$report" >"$COUNTS"
  return $ok
}

# browser runs the tests in a browser. They close with a line "N passed, N failed".
browser() {
  npm --prefix web run e2e | tee "$logs/e2e"
  local ok=${PIPESTATUS[0]}
  sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2 0/p' "$logs/e2e" | tail -n 1 >"$COUNTS"
  return "$ok"
}

fast() {
  step "format" format
  step "scripts" scripts
  step "vet" vet
  step "lint" lint
  step "Go on SQLite" go_tests ./...
  step "web: packages" make --no-print-directory web/node_modules/.package-lock.json
  step "web: types" npm --prefix web run typecheck
  step "web: lint" npm --prefix web run lint
  step "web: translations" npm --prefix web run i18n:check
  step "web: unit tests" web_tests
}

slow() {
  step "Go on PostgreSQL" scripts/postgres.sh node scripts/gotest.mjs ./...
  step "generated files" generated
  step "build" make --no-print-directory build
  step "Debian package" packaging/test.sh
  step "peers: packages" make --no-print-directory test/peers/node_modules/.package-lock.json
  step "peers" peers
  step "kill -9 under load" scripts/postgres.sh node scripts/gotest.mjs -tags kill -count=1 ./test/kill/
  step "browser" browser
}

# never_run names the Go tests that were skipped wherever they could have run.
never_run() { comm -23 <(sort -u "$COUNTS.skipped") <(sort -u "$COUNTS.passed"); }

scripts/need.sh "${1:-all}" || { echo "0 passed, 1 failed"; exit 1; }
fast
[ "${1:-all}" = fast ] || slow
echo
printf '%s\n' "${table[@]}"
skipped=$(never_run | grep -c .)
unrun=$((unrun + skipped))
echo
if [ "$unrun" -gt 0 ]; then
  never_run
  echo "$unrun not run"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] || exit 1
[ "${1:-all}" = fast ] || [ "$unrun" -eq 0 ] # the fast part has one engine only
