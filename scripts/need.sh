#!/usr/bin/env bash
# Sees to the programs that the tests start and that neither Go nor npm brings: installs what is missing where it can (as
# root, with apt), else names it and fails.
#
#   scripts/need.sh          everything that `make test` needs
#   scripts/need.sh fast     what `make check` needs
set -euo pipefail

missing=()
need() { # need PACKAGE COMMAND…: the package is missing if the command fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
postgres() { [ -n "$(find /usr/lib/postgresql -name initdb 2>/dev/null)" ] || command -v initdb; }
browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_font() { fc-list | grep -q "$1"; }

for tool in go node npm; do
  if ! command -v "$tool" >/dev/null; then
    echo "need.sh: $tool is missing: install Go 1.26, Node.js 20.19 or newer and npm first" >&2
    exit 1
  fi
done

need shellcheck command -v shellcheck
if [ "${1:-all}" != fast ]; then
  need postgresql postgres
  need dpkg command -v dpkg-deb
  need systemd command -v systemd-analyze
  need kannel command -v bearerbox
  need kannel-extras test -x /usr/lib/kannel/test/fakesmsc
  need chromium browser
  need fontconfig command -v fc-list
  need fonts-noto-core has_font NotoSans-Regular
  need fonts-noto-color-emoji has_font NotoColorEmoji
fi

[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "need.sh: these Debian packages, or their like, are missing: ${missing[*]}" >&2
  exit 1
fi
echo "need.sh: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
