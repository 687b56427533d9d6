#!/usr/bin/env bash
# Looks into the Debian package: what is in it, that the program in it runs, that the unit is one, that its scripts keep data,
# and that it is made anew byte by byte. It installs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

dir=$(mktemp -d "${TMPDIR:-/tmp}/parley-package.XXXXXX")
trap 'rm -rf "$dir"' EXIT
passed=0
holds() { # holds WORDS COMMAND…: says what failed, and goes on no further
  local what=$1
  shift
  "$@" || { echo "not so: $what"; exit 1; }
  passed=$((passed + 1))
}

packaging/package.sh test-1
package=dist/parley_0~git.test.1_$(go env GOARCH).deb
first=$(sha256sum <"$package")
packaging/package.sh test-1
holds "the package is made anew byte by byte" [ "$first" = "$(sha256sum <"$package")" ]

dpkg-deb --info "$package" >"$dir/info"
dpkg-deb --contents "$package" >"$dir/contents"
dpkg-deb --extract "$package" "$dir/root"
dpkg-deb --control "$package" "$dir/control"
holds "it depends on the zones of time" grep -q 'Depends:.*tzdata' "$dir/info"
holds "the settings are the administrator's" grep -qx /etc/parley/parley.toml "$dir/control/conffiles"
holds "nobody else reads the settings" grep -qE '^-rw-r----- .* \./etc/parley/parley.toml$' "$dir/contents"
for file in usr/bin/parley usr/sbin/parleyctl usr/share/doc/parley/operations.md usr/share/doc/parley/LICENSE; do
  holds "$file is in it" test -s "$dir/root/$file"
done
holds "all belongs to root" [ -z "$(grep -v ' root/root ' "$dir/contents")" ]
holds "the program runs" "$dir/root/usr/bin/parley" --version
holds "the program takes the settings" env -i "$dir/root/usr/bin/parley" --config "$dir/root/etc/parley/parley.toml" --data-dir "$dir/data" migrate
holds "nothing of the data is removed by the scripts" [ -z "$(grep -hE '(rm|find) .*(/var/lib/parley([^/]|$)|/var/lib/parley/[^b])' "$dir/control/"{pre,post}* | grep -v before-upgrade)" ]

# systemd looks for the program where the package puts it.
sed "s|/usr/bin/parley|$dir/root/usr/bin/parley|" "$dir/root/usr/lib/systemd/system/parley.service" >"$dir/parley.service"
holds "the unit is sound" systemd-analyze verify --man=no "$dir/parley.service"
holds "the unit is shut in" bash -c "systemd-analyze security --offline=true --threshold=25 '$dir/parley.service' >/dev/null"

# An upgrade makes a backup with the program that is there, keeps the last three, and ends where none can be made.
mkdir -p "$dir/bin"
printf '#!/bin/sh\nshift 3\nexec "$@"\n' >"$dir/bin/runuser" # runuser -u parley -- COMMAND
chmod +x "$dir/bin/runuser"
sed -e "s|/var/lib/parley|$dir/data|; s|/usr/sbin/parleyctl|$dir/bin/parleyctl|g; s|/etc/parley|$dir/root/etc/parley|g" "$dir/control/preinst" >"$dir/preinst"
printf '#!/bin/sh\nexec "%s" --data-dir "%s" "$@"\n' "$dir/root/usr/bin/parley" "$dir/data" >"$dir/bin/parleyctl"
chmod +x "$dir/bin/parleyctl"
upgrade() { PATH=$dir/bin:$PATH sh "$dir/preinst" upgrade "$1" >/dev/null 2>&1; }
for version in 1 2 3 4; do
  touch -d "@$version" "$dir/stamp"
  holds "an upgrade makes a backup" upgrade "$version"
done
holds "the last three are kept" [ "$(find "$dir/data/before-upgrade" -name '*.backup' | wc -l)" -le 3 ]
newest=$(find "$dir/data/before-upgrade" -name '*.backup' | sort | tail -n 1)
holds "the backup can be restored" env -i "$dir/root/usr/bin/parley" --data-dir "$dir/other" restore "$newest"
printf '#!/bin/sh\nexit 1\n' >"$dir/bin/parleyctl"
holds "without a backup there is no upgrade" bash -c "! PATH='$dir/bin:$PATH' sh '$dir/preinst' upgrade 5 2>/dev/null"

# Installed again after a removal it is enabled again; what an administrator has disabled stays so. The tools of Debian that
# the scripts ask do it below another root (DPKG_ROOT); nothing of this machine is touched.
root=$dir/installed wanted=$dir/installed/etc/systemd/system/multi-user.target.wants/parley.service
cp -r "$dir/root" "$root"
for tool in getent adduser install chown chmod systemctl deb-systemd-invoke; do
  printf '#!/bin/sh\n' >"$dir/bin/$tool" && chmod +x "$dir/bin/$tool"
done
script() { DPKG_MAINTSCRIPT_PACKAGE=parley DPKG_ROOT=$root PATH=$dir/bin:$PATH sh "$dir/control/$1" "${@:2}" >/dev/null; }
unit_is() { [ -L "$wanted" ] && echo enabled || echo disabled; }
script postinst configure 0
holds "a unit that was disabled before all this stays disabled" [ "$(unit_is)" = disabled ]
rm -rf "$root/var/lib/systemd"
script postinst configure
holds "it is enabled when it is installed" [ "$(unit_is)" = enabled ]
script postinst configure 1
holds "it is enabled after an upgrade" [ "$(unit_is)" = enabled ]
script prerm remove && script postrm remove && script postinst configure 1
holds "it is enabled when it is installed again" [ "$(unit_is)" = enabled ]
rm "$wanted" && script postinst configure 2
holds "a disabled unit stays disabled after an upgrade" [ "$(unit_is)" = disabled ]
script prerm remove && script postrm remove && script postrm purge && script postinst configure
holds "a purge forgets that" [ "$(unit_is)" = enabled ]
rm -f "$package"
echo "$passed passed, 0 failed"
[ -z "${COUNTS:-}" ] || echo "$passed 0 0" >"$COUNTS"
