package server

import (
	"io"
	"net/http"
	"net/url"
	"time"

	"focusd/daemon/api"
)

// doctor is what the daemon knows of its own health.
func (d *door) doctor(w http.ResponseWriter, r *http.Request) error {
	if d.Doctor == nil {
		return absent("this daemon does not examine itself", "")
	}
	return answer(w, d.Doctor(r.Context()))
}

// extension installs and uninstalls the extension of GNOME Shell. A page in a
// browser must not: code that runs in the desktop is no business of the log.
func (d *door) extension(w http.ResponseWriter, r *http.Request) error {
	if !d.private {
		return absent("the extension is installed over the socket only", "run: focus doctor --install-gnome-extension")
	}
	if d.Extension == nil {
		return absent("this daemon has no extension for GNOME Shell", "")
	}
	cmd, err := readJSON[api.ExtensionCommand](w, r)
	if err != nil {
		return err
	}
	if cmd.Do != "install" && cmd.Do != "uninstall" {
		return badRequest("what to do with the extension is not "+clip(cmd.Do), "install or uninstall")
	}
	done, err := d.Extension(r.Context(), cmd)
	if err != nil {
		return err
	}
	return answer(w, done)
}

// backup makes a verified copy of the store.
func (d *door) backup(w http.ResponseWriter, r *http.Request) error {
	if d.Backup == nil {
		return absent("this daemon makes no backups", "")
	}
	made, err := d.Backup(r.Context())
	if err != nil {
		return err
	}
	return answer(w, made)
}

// link makes a link with a key in it. Who comes over loopback has opened one,
// or must not.
func (d *door) link(w http.ResponseWriter, _ *http.Request) error {
	if !d.private {
		return absent("links are handed out over the socket only", "run: focus open")
	}
	if d.Web == "" || d.Token == "" {
		return absent("the page is off", "set its address in the configuration and start focusd again")
	}
	return answer(w, api.Link{URL: d.Web + "/?" + url.Values{"key": {d.keys.cut(time.Now())}}.Encode()})
}

// metrics is for Prometheus.
func (d *door) metrics(w http.ResponseWriter, r *http.Request) error {
	if d.Metrics == nil {
		return absent("metrics are off", "")
	}
	d.Metrics.ServeHTTP(w, r)
	return nil
}

// healthz is for whoever restarts daemons: whether it works, in one word. Why it
// does not may have paths in it, which other machines have no need of.
func (d *door) healthz(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if why := d.engine.Snapshot().Store.Failing; why != "" {
		w.WriteHeader(http.StatusServiceUnavailable)
		if d.outside {
			why = "see focus doctor"
		}
		io.WriteString(w, "the store cannot be written: "+why+"\n")
		return nil
	}
	io.WriteString(w, "ok\n")
	return nil
}

func absent(message, hint string) error {
	return &api.Error{Code: api.CodeAbsent, Message: message, Hint: hint}
}
