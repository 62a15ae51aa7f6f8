# shellcheck shell=bash
# Debian packages, for the scripts beside this folder: what is missing, and how to get it.
# Sourced, with $top set to the top of the tree. It never asks a question.

# missing PACKAGE... prints those that are not installed.
missing() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
  done
}

# as_root COMMAND... runs it with the rights to install; fails when there are none.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  elif command -v sudo >/dev/null && [ -t 0 ]; then
    sudo "$@"
  else
    return 1
  fi
}

# apt_install WHY PACKAGE... installs those that are missing, and nothing else;
# with FOCUSD_NO_APT=1 not even those. It takes nothing away: what another package
# conflicts with stays missing. It fails when one of them is still missing
# afterwards, having said how to get it.
apt_install() {
  local why=$1 want
  shift
  if ! command -v apt-get >/dev/null; then
    printf '%s: this is not Debian or Ubuntu; install what corresponds to: %s\n' "$why" "$*"
    return 1
  fi
  mapfile -t want < <(missing "$@" | sort -u)
  [ ${#want[@]} -gt 0 ] || return 0
  if [ "${FOCUSD_NO_APT:-}" = 1 ]; then
    printf '%s: nothing is installed, since FOCUSD_NO_APT is 1\n' "$why"
  elif as_root true; then
    printf '%s: installing %s\n' "$why" "${want[*]}"
    apt_get update && add_packages "${want[@]}"
  else
    printf '%s: no rights to install\n' "$why"
  fi
  mapfile -t want < <(missing "${want[@]}")
  [ ${#want[@]} -gt 0 ] || return 0
  printf '%s: missing: %s\n%s: to get it: sudo apt-get install --no-install-recommends %s\n' \
    "$why" "${want[*]}" "$why" "${want[*]}"
  return 1
}

# add_packages installs all of them, or as many as can be.
add_packages() {
  local package
  apt_get install -y --no-remove --no-install-recommends "$@" && return 0
  for package in "$@"; do
    apt_get install -y --no-remove --no-install-recommends "$package" >/dev/null
  done
}

# apt_get runs apt-get quietly; its output is shown when it fails.
apt_get() {
  local log status=0
  log=$(mktemp)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" \
    >"$log" 2>&1 </dev/null || status=$?
  [ "$status" -eq 0 ] || tail -n 20 "$log"
  rm -f "$log"
  return "$status"
}

# find_go puts Go on the PATH, from where its own installer lays it if need be.
find_go() {
  local dir
  for dir in /usr/local/go/bin "$HOME/go/bin" /usr/lib/go-1.26/bin; do
    command -v go >/dev/null || [ ! -x "$dir/go" ] || PATH=$PATH:$dir
  done
  command -v go >/dev/null && return 0
  echo "go: not found; install Go $(sed -n 's/^go //p' "$top/go.mod") or newer from https://go.dev/dl/"
  return 1
}
