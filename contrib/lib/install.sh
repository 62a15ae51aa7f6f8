# shellcheck shell=bash
# Installing for one user, below ~/.local and ~/.config, and taking it away again.
# Sourced, with $top and $bin set.

data_home() { echo "${XDG_DATA_HOME:-$HOME/.local/share}"; }
config_home() { echo "${XDG_CONFIG_HOME:-$HOME/.config}"; }

# installed_files prints "MODE SOURCE TARGET" of all that --install copies.
installed_files() {
  local file
  for file in focusd focus focus-tray; do
    echo "755 $bin/$file $HOME/.local/bin/$file"
  done
  for file in focusd.service focusd.socket focus-tray.service; do
    echo "644 $top/contrib/systemd/$file $(unit_dir)/$file"
  done
  for file in "$top"/contrib/man/*.[1-9]; do
    echo "644 $file $(data_home)/man/man${file##*.}/$(basename "$file")"
  done
  echo "644 $top/contrib/completion/focus.bash $(data_home)/bash-completion/completions/focus"
  echo "644 $top/contrib/completion/_focus $(data_home)/zsh/site-functions/_focus"
  echo "644 $top/contrib/completion/focus.fish $(config_home)/fish/completions/focus.fish"
  echo "644 $top/contrib/desktop/focus-tray.desktop $(data_home)/applications/focus-tray.desktop"
}

# install_all copies the files that there are, and sees to it that the programs
# start with the session: by systemd where it runs, else by the desktop itself.
install_all() {
  local mode source target
  while read -r mode source target; do
    [ -e "$source" ] || continue
    # A running program cannot be written to, but it can be replaced.
    install -D -m "$mode" "$source" "$target.new" && mv -f "$target.new" "$target"
    echo "install: $target"
  done < <(installed_files)
  if managed; then
    systemctl --user daemon-reload
    systemctl --user enable focusd.socket focusd.service
    [ ! -x "$bin/focus-tray" ] || systemctl --user enable focus-tray.service
  else
    echo "install: no systemd for this user; the desktop starts the programs"
  fi
  # Desktops without a graphical-session.target start no unit at login.
  autostart focusd
  [ ! -x "$bin/focus-tray" ] || autostart focus-tray
  case ":$PATH:" in
    *":$HOME/.local/bin:"*) ;;
    *) echo "install: put ~/.local/bin on your PATH to call focus by its name" ;;
  esac
}

# autostart NAME makes the desktop start it at login, through systemd if that is
# who keeps it: starting a unit that runs already does nothing.
autostart() {
  local target command="$HOME/.local/bin/$1"
  target=$(config_home)/autostart/$1.desktop
  managed && command="systemctl --user start $1.service"
  mkdir -p "$(dirname "$target")"
  sed -e "s|^Exec=.*|Exec=$command|" -e '/^TryExec=/d' "$top/contrib/desktop/$1.desktop" >"$target"
  echo "install: $target"
}

# uninstall_all stops the programs and removes what install_all has copied.
uninstall_all() {
  local mode source target
  stop_all
  if managed; then
    systemctl --user disable focus-tray.service focusd.service focusd.socket 2>/dev/null || true
  fi
  while read -r mode source target; do
    [ ! -e "$target" ] || { rm -f "$target" && echo "uninstall: $target"; }
  done < <(
    installed_files
    echo "644 - $(config_home)/autostart/focusd.desktop"
    echo "644 - $(config_home)/autostart/focus-tray.desktop"
  )
  ! systemctl --user daemon-reload 2>/dev/null || true
  echo "uninstall: the log and the configuration stay in $(data_home)/focusd and $(config_home)/focusd"
}
