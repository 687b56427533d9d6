#!/usr/bin/env bash
# Makes dist/parley_VERSION_ARCH.deb of bin/parley. The same commit gives the same file, byte by byte.
#
#   packaging/package.sh VERSION     as git describe gives it
set -euo pipefail
cd "$(dirname "$0")/.."

version=${1#v}
[[ $version =~ ^[0-9] && $version != *[!0-9A-Za-z.+~-]* && ${1:0:1} == v ]] || version="0~git.${1//[^0-9A-Za-z.+~]/.}"
ARCH=$(go env GOARCH)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
PACKAGE_VERSION=$version
export ARCH SOURCE_DATE_EPOCH PACKAGE_VERSION
mkdir -p dist
go tool -modfile=scripts/nfpm.mod nfpm package --config packaging/nfpm.yaml --packager deb --target "dist/parley_${version}_$ARCH.deb"
