package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) doctorCommand() *cobra.Command {
	var install, uninstall, verbose, test bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "check that everything works, and say what to do",
		Long: `Asks the daemon what it knows of itself; without it, has focusd check its
configuration, and looks at what can be seen from outside. Ends with 0 when
nothing has failed, with 1 when something has, with 3 when the daemon is not
there. --verbose also tells of the sources that are for other desktops.

--self-test asks you to do what the log is to notice, one thing after the other,
and shows what focusd sees of it. It takes about twenty seconds; a return leaves
a step out. Ends with 1 when something was not seen.

GNOME Shell tells nobody which window is in front, but it runs extensions:
--install-gnome-extension gives it one that tells focusd, and says whether you
have to log out and in; --uninstall-gnome-extension takes it away again.`,
		Example: `focus doctor
focus doctor --self-test
focus doctor --install-gnome-extension`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case test && (install || uninstall):
				return misuse("focus doctor --self-test", "the self-test comes alone")
			case test:
				return a.runSelfTest(c.Context())
			case install && uninstall:
				return misuse("focus doctor --install-gnome-extension", "the extension can be installed or uninstalled, not both")
			case install:
				return a.runExtension(c.Context(), "install")
			case uninstall:
				return a.runExtension(c.Context(), "uninstall")
			}
			return a.runDoctor(c.Context(), verbose)
		},
	}
	c.Flags().BoolVar(&verbose, "verbose", false, "tell of sources for other desktops as well")
	c.Flags().BoolVar(&test, "self-test", false, "try out what is seen, with your help")
	c.Flags().BoolVar(&install, "install-gnome-extension", false, "have GNOME Shell tell its windows")
	c.Flags().BoolVar(&uninstall, "uninstall-gnome-extension", false, "take that extension away")
	return a.jsonFlag(c)
}

func (a *app) runDoctor(ctx context.Context, verbose bool) error {
	d, err := a.client.Doctor(ctx)
	missing := errors.Is(err, api.ErrNoDaemon)
	if err != nil && !missing {
		return err
	}
	checks := append(a.outside(ctx, missing), d.Checks...)
	if !missing {
		checks = append(checks, sameVersion(d.Version))
	}
	if a.json {
		d.Checks = checks
		if err := a.printJSON(d); err != nil {
			return err
		}
	} else {
		a.printf("%s", doctorText(a.page(), d, shown(checks, verbose), missing))
	}
	for _, c := range checks {
		if c.State == "failed" && !missing {
			return status(refused)
		}
	}
	if missing {
		return status(noDaemon)
	}
	return nil
}

// outside is what can be checked without the daemon.
func (a *app) outside(ctx context.Context, missing bool) []api.Check {
	if !missing {
		return nil
	}
	checks := []api.Check{{Name: "daemon", State: "failed", Text: "focusd is not running", Hint: startHint}}
	checks = append(checks, configChecks(ctx)...)
	return append(checks, a.socketCheck(), a.displayCheck(), a.unitCheck())
}

// checkFor is how long focusd may take to read its configuration.
const checkFor = 5 * time.Second

// configChecks has the daemon's program read the configuration: a mistake in
// it is why a daemon does not start. Each mistake is a check that failed.
func configChecks(ctx context.Context) []api.Check {
	c := api.Check{Name: "configuration", State: "ok", Text: "focusd finds no mistake in it"}
	path, err := findDaemon()
	if err != nil {
		c.State, c.Text = "absent", err.Error()
		return []api.Check{c}
	}
	ctx, cancel := context.WithTimeout(ctx, checkFor)
	defer cancel()
	said, err := exec.CommandContext(ctx, path, "--check-config").CombinedOutput()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return []api.Check{c}
	case errors.As(err, &ended) && ended.ExitCode() == int(refused) && len(said) > 0:
		return mistakes(c.Name, string(said))
	}
	c.State, c.Text = "warning", "it could not be checked: "+path+" --check-config: "+err.Error()
	c.Hint = "that focusd may be older than focus: focusd --version"
	return []api.Check{c}
}

// mistakes makes checks of what focusd says on standard error.
func mistakes(name, said string) (checks []api.Check) {
	hint := "correct it, then: " + startHint
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(line)
		if better, ok := strings.CutPrefix(line, "focusd: hint: "); ok {
			hint = better
			continue
		}
		text := strings.TrimPrefix(line, "focusd: error: ")
		checks = append(checks, api.Check{Name: name, State: "failed", Text: text})
	}
	if last := len(checks) - 1; last >= 0 {
		checks[last].Hint = hint
	}
	return checks
}

func (a *app) socketCheck() api.Check {
	path := a.socket()
	c := api.Check{Name: "socket", State: "absent", Text: path + " is not there"}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
	case info.Mode()&os.ModeSocket == 0:
		c.State, c.Text = "failed", path+" is not a socket"
		c.Hint = "move it away, then start the daemon"
	case info.Mode().Perm()&0o077 != 0:
		c.State, c.Text = "warning", path+" can be used by others"
		c.Hint = "chmod 600 " + path
	default:
		c.State, c.Text = "warning", path+" is there, but nobody answers"
		c.Hint = "the daemon takes it over when it starts"
	}
	return c
}

func (a *app) displayCheck() api.Check {
	c := api.Check{Name: "display", State: "ok"}
	switch {
	case a.getenv("WAYLAND_DISPLAY") != "":
		c.Text = "Wayland, " + a.getenv("WAYLAND_DISPLAY")
	case a.getenv("DISPLAY") != "":
		c.Text = "X11, " + a.getenv("DISPLAY")
	default:
		c.State, c.Text = "warning", "neither $DISPLAY nor $WAYLAND_DISPLAY is set here"
		c.Hint = "the timer works without; windows are logged once the daemon sees a desktop"
	}
	return c
}

// unitCheck looks where systemd looks for units of a user.
func (a *app) unitCheck() api.Check {
	const unit = "focusd.service"
	config := a.getenv("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(a.getenv("HOME"), ".config")
	}
	for _, dir := range []string{
		filepath.Join(config, "systemd/user"),
		filepath.Join(a.getenv("HOME"), ".local/share/systemd/user"),
		"/etc/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user",
	} {
		path := filepath.Join(dir, unit)
		if _, err := os.Stat(path); err == nil {
			return api.Check{Name: "systemd unit", State: "ok", Text: path}
		}
	}
	return api.Check{
		Name: "systemd unit", State: "absent", Text: "there is no " + unit,
		Hint: "copy contrib/systemd/" + unit + " to " + filepath.Join(config, "systemd/user"),
	}
}

// socket is the path the client dials.
func (a *app) socket() string {
	if a.client.Socket != "" {
		return a.client.Socket
	}
	return api.DefaultSocket()
}

func sameVersion(daemon string) api.Check {
	c := api.Check{Name: "versions", State: "ok", Text: "focus and focusd are both " + daemon}
	if mine := api.Version(); mine != daemon {
		c.State, c.Text = "warning", "focus is "+mine+", the running focusd is "+daemon
		c.Hint = "systemctl --user restart focusd"
	}
	return c
}

// shown are the checks as they are told: of what is for other desktops only
// when that was asked for, or when there is nothing else to say of a failure.
func shown(checks []api.Check, verbose bool) []api.Check {
	checks = slices.Clone(checks)
	for i := range checks {
		c := &checks[i]
		if verbose || c.State != "ok" && len(c.Notes) == 0 {
			c.Notes = slices.Concat(c.Notes, c.Elsewhere)
		}
	}
	return checks
}

// doctorText is the checks as a table, their hints below them, then what is
// seen and where things are.
func doctorText(p page, d api.Doctor, checks []api.Check, missing bool) string {
	var b strings.Builder
	if !missing {
		b.WriteString("focusd " + clean(d.Version) + ", process " + itoa(d.PID) + ", since " + d.Started.In(p.zone).Format("2006-01-02 15:04") + "\n\n")
	}
	name := 0
	for _, c := range checks {
		name = max(name, cells(clean(c.Name)))
	}
	for _, c := range checks {
		b.WriteString(p.check(c, name))
	}
	if missing {
		return b.String()
	}
	if d.Sight != nil {
		b.WriteString("\n" + p.table(9, sightRows(p, *d.Sight)))
	}
	web := d.Paths.Web
	if web == "" {
		web = "off"
	}
	b.WriteString("\n")
	for _, place := range [][2]string{
		{"config", d.Paths.Config}, {"store", d.Paths.Store}, {"backups", d.Paths.Backup}, {"socket", d.Paths.Socket}, {"page", web},
	} {
		b.WriteString(p.paint(faint, pad(place[0], 9)) + " " + clean(place[1]) + "\n") // whole, to be copied
	}
	return b.String()
}

// check is one check, its name in so many cells.
func (p page) check(c api.Check, name int) string {
	margin := strings.Repeat(" ", 13+name)
	sign, hue := checkSign(c.State)
	text := p.paint(hue, sign+" "+pad(clean(c.State), 7)) + "  " + pad(clean(c.Name), name) + "  "
	text += strings.Join(p.beside(margin, c.Text), "\n"+margin) + "\n"
	more := func(sign, said string) {
		for _, line := range p.beside(margin, sign+said) {
			text += margin + p.paint(faint, line) + "\n"
		}
	}
	for _, note := range c.Notes {
		more("· ", note)
	}
	if c.Hint != "" && c.State != "ok" {
		more("→ ", c.Hint)
	}
	return text
}

// table is rows of a name in so many cells and a text, folded beside it.
func (p page) table(name int, rows [][2]string) string {
	var b strings.Builder
	margin := strings.Repeat(" ", name+1)
	for _, row := range rows {
		b.WriteString(p.paint(faint, pad(row[0], name)) + " " + strings.Join(p.beside(margin, row[1]), "\n"+margin) + "\n")
	}
	return b.String()
}

// beside is text from outside in lines that fit beside a margin.
func (p page) beside(margin, text string) []string {
	return fold(strings.Fields(clean(text)), " ", max(20, p.cells-len(margin)))
}

func checkSign(state string) (string, colour) {
	switch state {
	case "ok":
		return "✓", green
	case "warning":
		return "!", yellow
	case "failed":
		return "✗", red
	}
	return "–", faint
}
