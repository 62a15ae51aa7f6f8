# shellcheck shell=bash
# The running daemon and tray: who they are, starting and stopping them by pid.
# Sourced, with $top and $bin set.

# installed_program NAME is the installed one if there is one, else that in bin/.
installed_program() {
  if [ -x "$HOME/.local/bin/$1" ]; then echo "$HOME/.local/bin/$1"; else echo "$bin/$1"; fi
}
daemon_program() { installed_program focusd; }
tray_program() { installed_program focus-tray; }

# managed: is the daemon a unit of the user's systemd?
managed() {
  [ -e "$(unit_dir)/focusd.service" ] && [ -n "$(systemctl --user show-environment 2>/dev/null)" ]
}

unit_dir() { echo "${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user"; }

answers() { "$bin/focus" status >/dev/null 2>&1; }

# doctor_says KEY prints one string or number of the daemon's own report; the
# first, where there are several.
doctor_says() {
  local report
  report=$("$bin/focus" doctor --json 2>/dev/null) || true
  grep -o "\"$1\": *\(\"[^\"]*\"\|[0-9]*\)" <<<"$report" | head -n 1 | sed 's/^[^:]*: *//; s/^"//; s/"$//' || true
}

# daemon_pid prints nothing when no daemon answers. Doctor says 0 then, which
# kill would take for this script and all it belongs to.
daemon_pid() {
  local pid
  pid=$(doctor_says pid)
  if [ "${pid:-0}" -gt 1 ]; then echo "$pid"; fi
}

# tray_pid finds the tray of this user on this display.
tray_pid() {
  local exe pid
  for exe in /proc/[0-9]*/exe; do
    [ "$(basename "$(readlink "$exe" 2>/dev/null | sed 's/ (deleted)$//')")" = focus-tray ] || continue
    pid=${exe#/proc/}
    pid=${pid%/exe}
    [ -O "/proc/$pid" ] || continue
    if tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | grep -qxF "DISPLAY=${DISPLAY:-}"; then
      echo "$pid"
      return
    fi
  done
}

# same_program PID FILE: does the process run what is in the file? The process
# keeps its own program open even when the file has been replaced.
same_program() { cmp -s "/proc/$1/exe" "$2"; }

# stop_process WHAT PID asks it to end and waits until it has.
stop_process() {
  echo "stop: $1 (pid $2)"
  kill "$2" 2>/dev/null || return 0
  within 20 gone "$2" || echo "stop: pid $2 does not end; kill -9 $2 would lose at most 30 s of the log"
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# within SECONDS COMMAND... repeats it until it succeeds or the time is over.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

log_of() {
  local dir=${XDG_STATE_HOME:-$HOME/.local/state}/focusd
  mkdir -p "$dir" && chmod 700 "$dir"
  echo "$dir/$1.log"
}

# in_background NAME PROGRAM starts it in a session of its own, so that it
# outlives this shell. The log starts anew: the daemon's history is its store.
in_background() {
  local log
  log=$(log_of "$1")
  (
    umask 077
    # Nothing of this shell's may stay open in it: who reads our output would
    # wait for the daemon's end.
    setsid "$2" >"$log" 2>&1 </dev/null &
  )
}

# stop_all stops tray and daemon, whoever started them.
stop_all() {
  local pid
  pid=$(tray_pid)
  [ -z "$pid" ] || stop_process tray "$pid"
  pid=$(daemon_pid)
  if managed; then
    systemctl --user stop focus-tray.service focusd.service focusd.socket 2>/dev/null || true
  fi
  if [ -n "$pid" ] && ! gone "$pid"; then stop_process daemon "$pid"; fi
  [ -n "$pid" ] || echo "stop: no daemon is running"
}
