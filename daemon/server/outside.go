package server

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path"
	"strings"
)

// metricsPath is where the door has the metrics.
func (d *door) metricsPath() string {
	if d.private || d.MetricsPath == "" {
		return "/metrics"
	}
	return d.MetricsPath
}

// CheckMetricsPath says what is wrong with a path for the metrics.
func CheckMetricsPath(at string) error {
	plain := strings.Trim(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") == ""
	if !strings.HasPrefix(at, "/") || !plain || path.Clean(at) != at || at == "/" {
		return fmt.Errorf("%q is not a path of letters, digits, dashes and dots; write \"/metrics\"", at)
	}
	for _, r := range append((&door{Server: new(Server)}).inside(), route{pattern: "GET /v1/"}) {
		_, taken, _ := strings.Cut(r.pattern, " ")
		if at == taken || strings.HasSuffix(taken, "/") && strings.HasPrefix(at, taken) || wild(taken, at) {
			return fmt.Errorf("%q is the address of something else", at)
		}
	}
	return nil
}

// wild tells whether at falls under a pattern that ends in a wildcard.
func wild(pattern, at string) bool {
	before, _, found := strings.Cut(pattern, "{")
	return found && before != "/" && strings.HasPrefix(at, before)
}

// machineHosts are the names of this machine with the port of addr.
func machineHosts(addr string) []string {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil
	}
	hosts := []string{"localhost:" + port}
	if name, err := os.Hostname(); err == nil && name != "" {
		name = strings.ToLower(name)
		hosts = append(hosts, name+":"+port, name+".local:"+port)
	}
	return hosts
}

// landing is what a person finds who looks for the metrics with a browser.
func (d *door) landing(w http.ResponseWriter, _ *http.Request) error {
	if d.Metrics == nil {
		return absent("metrics are off", "")
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err := fmt.Fprintf(w, landingPage, d.metricsPath())
	return err
}

// landingPage has the path of the metrics in it, which is of harmless letters.
const landingPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>focusd</title>
<h1>focusd</h1>
<p>A focus timer and time log. Its page is on the machine itself: run <code>focus open</code> there.</p>
<ul>
<li><a href="%s">Metrics</a> for Prometheus</li>
<li><a href="/healthz">Health</a></li>
</ul>
</html>
`
