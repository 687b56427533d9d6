#!/usr/bin/env bash
# Runs every fuzz test for a while: scripts/fuzz.sh 30s. What it finds is left in the package's testdata/fuzz: commit it
# with the repair.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${1:?how long, such as 30s}
git grep --untracked -o '^func Fuzz[A-Za-z0-9_]*' -- '*_test.go' | while IFS=: read -r file declaration; do
  name=${declaration#func }
  echo "== $name in $(dirname "$file")"
  go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" "./$(dirname "$file")"
done
