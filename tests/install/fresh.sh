#!/usr/bin/env bash
# Does the project build and run on a machine that has nothing but git, g++ and python3?
#
#   tests/install/fresh.sh bookworm|trixie [--test] [--packages oldest|newest]
#
# Makes a root folder of that Debian with debootstrap, clones the last commit into it and runs ./dev demo
# there, with --test ./dev test as well. Called by ./dev fresh. Needs root: debootstrap, mount and chroot do.
#
#   FRESH_ROOTS=/var/tmp/…   where the root folders are made (about 6 GB each)
#   FRESH_MIRROR=http://…    where Debian comes from; else the first archive that apt knows here
set -euo pipefail

readonly TREE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly ROOTS=${FRESH_ROOTS:-/var/tmp/sozialraum-fresh}
readonly PACKAGES_OF_A_NEW_MACHINE=git,g++,python3

die() {
  printf 'fresh: %s\n' "$@" >&2
  exit 1
}

usage() { sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

# The first archive in apt's own settings, in either of its two formats.
first_archive() {
  {
    sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+).*/\2/p' /etc/apt/sources.list 2>/dev/null || true
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -nE 's/^URIs: *([^ ]+).*/\1/p'
    sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+).*/\2/p' /etc/apt/sources.list.d/*.list 2>/dev/null || true
  } | head -n 1
}

# A bare system, made once and copied for every run: what a run installs is gone with its copy.
make_base() {
  local base=$1 mirror=${FRESH_MIRROR:-$(first_archive)}
  [ ! -e "$base/.complete" ] || return 0
  [ -n "$mirror" ] || die "apt knows no archive here; name one with FRESH_MIRROR=http://…"
  rm -rf --one-file-system "$base"
  echo "fresh: making a bare $SUITE in $base"
  debootstrap --variant=minbase --include="$PACKAGES_OF_A_NEW_MACHINE" "$SUITE" "$base" "$mirror" \
    >"$base.log" 2>&1 || die "debootstrap failed; its words are in $base.log"
  touch "$base/.complete"
}

# The way out of this machine, not its software: names, proxies, certificates, package index.
copy_the_way_out() {
  local root=$1 file
  for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
    [ ! -f "$file" ] || install -D -m 644 "$(realpath "$file")" "$root$file"
  done
  grep -lsE '^ *Acquire::' /etc/apt/apt.conf.d/* 2>/dev/null | while read -r file; do
    install -m 644 "$file" "$root/etc/apt/apt.conf.d/"
  done
}

environment() {
  printf '%s\n' HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  env | grep -iE '^((https?|ftp|no)_proxy|PIP_(INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|CERT|DEFAULT_TIMEOUT)|SSL_CERT_FILE|JOBS)=' || true
  [ -z "$PACKAGES" ] || echo "PACKAGES=$PACKAGES"
}

# Mounts live in a name space of their own and are gone with it, however the run ends.
inside() {
  local root=$1
  shift
  local settings=()
  mapfile -t settings < <(environment)
  unshare --mount --pid --fork --kill-child -- bash -c '
    set -eu
    root=$1
    shift
    mount --make-rprivate /
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev/shm"
    exec chroot "$root" "$@"' bash "$root" env -i "${settings[@]}" "$@"
}

main() {
  readonly SUITE=${1:-}
  shift || true
  PACKAGES='' COMMANDS=(demo)
  while [ $# -gt 0 ]; do
    case $1 in
      --test) COMMANDS=(demo test) ;;
      --packages)
        PACKAGES=${2:-}
        shift
        ;;
      *) die "what is '$1'?" "$(usage)" ;;
    esac
    shift
  done
  case $SUITE in
    '' | -*) usage >&2 && exit 1 ;;
  esac
  [ "$(id -u)" = 0 ] || die "this needs root (debootstrap, mount, chroot): sudo ./dev fresh $SUITE"
  command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"

  mkdir -p "$ROOTS"
  local base=$ROOTS/$SUITE.bare root=$ROOTS/$SUITE
  make_base "$base"
  rm -rf --one-file-system "$root"
  cp -a --reflink=auto "$base" "$root"
  copy_the_way_out "$root"
  git -C "$TREE" diff --quiet HEAD || echo "fresh: what is not committed is left out"
  git clone --quiet --no-hardlinks "$TREE" "$root/root/sozialraum"
  rm -rf "$root/root/sozialraum/.git/hooks"

  local command
  for command in "${COMMANDS[@]}"; do
    echo "fresh: $SUITE, ./dev $command"
    inside "$root" bash -c "cd /root/sozialraum && ./dev $command" || die "./dev $command failed on $SUITE; the machine is kept in $root"
  done
  echo "fresh: $SUITE is well; the machine is kept in $root"
}

main "$@"
