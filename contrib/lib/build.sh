# shellcheck shell=bash
# Building the three programs into $bin. Sourced, with $top and $bin set. They
# have no tables for debuggers, a third of their size: what a crash prints
# needs none.

# What the tray needs to be built, and brings in for running.
tray_packages=(gcc libc6-dev pkg-config libayatana-appindicator3-dev)

# build_pure builds the daemon and the command line: Go alone, on any machine.
build_pure() {
  echo "build: focusd, focus"
  (cd "$top" && CGO_ENABLED=0 go build "$(vcs_flag)" -trimpath -ldflags="-s -w" -o "$bin/" ./cmd/focusd ./cmd/focus)
}

# build_tray builds the icon, or says why it cannot.
build_tray() {
  local log
  if ! command -v gcc >/dev/null || ! command -v pkg-config >/dev/null ||
    ! pkg-config --exists ayatana-appindicator3-0.1; then
    echo "tray: cannot be built without gcc and libayatana-appindicator3-dev; going on without"
    rm -f "$bin/focus-tray"
    return 1
  fi
  echo "build: focus-tray"
  log=$(mktemp)
  if ! (cd "$top" && CGO_ENABLED=1 go build "$(vcs_flag)" -trimpath -ldflags="-s -w" -tags tray -o "$bin/" ./cmd/focus-tray) 2>"$log"; then
    echo "tray: it does not build; going on without:"
    tail -n 10 "$log" | sed 's/^/  /'
    rm -f "$log" "$bin/focus-tray"
    return 1
  fi
  rm -f "$log"
}

# vcs_flag leaves the revision out of the programs where git cannot tell it: a
# tree that belongs to somebody else, or no git at all.
vcs_flag() {
  if command -v git >/dev/null && git -C "$top" rev-parse HEAD >/dev/null 2>&1; then
    echo -buildvcs=true
  else
    echo -buildvcs=false
  fi
}
