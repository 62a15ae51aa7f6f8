package grafana

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"focusd/contrib/standing"
)

func text(t *testing.T, path ...string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// What compose.yml gives to Grafana is there, and where Grafana is told to look.
func TestProvisioningFits(t *testing.T) {
	compose := text(t, "compose.yml")
	mounted := make(map[string]string) // by where it is in the container
	for _, m := range regexp.MustCompile(`- (\.\.?/\S+):(/\S+?):ro`).FindAllStringSubmatch(compose, -1) {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("compose.yml: %v", err)
		}
		mounted[m[2]] = m[1]
	}
	inside := func(path string) string {
		for to, from := range mounted {
			if rest, ok := strings.CutPrefix(path, to); ok {
				return filepath.Join(from, rest)
			}
		}
		return ""
	}
	_, path, _ := strings.Cut(text(t, "provisioning", "dashboards", "focusd.yml"), "path: ")
	if got := inside(strings.TrimSpace(path)); got != "dashboards" {
		t.Errorf("the dashboards are looked for in %s, which is %q", strings.TrimSpace(path), got)
	}
	for setting, want := range map[string]string{
		`GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: (\S+)`: filepath.Join("dashboards", "focusd-today.json"),
		`--config.file=(\S+)`:                              filepath.Join("..", "prometheus", "scrape.yml"),
	} {
		found := regexp.MustCompile(setting).FindStringSubmatch(compose)
		if found == nil || inside(found[1]) != want {
			t.Errorf("compose.yml: %s is %q, want what is %s here", setting, found, want)
			continue
		}
		if _, err := os.Stat(want); err != nil {
			t.Error(err)
		}
	}
}

// VictoriaMetrics takes the scrape configuration as the README says.
func TestVictoriaMetricsReadsTheScrapeConfig(t *testing.T) {
	program := standing.Need(t, "victoria-metrics")
	readme := text(t, "..", "..", "README.md")
	flags := regexp.MustCompile(`victoria-metrics (-promscrape.config=)contrib/prometheus/(\S+) (-promscrape.config.strictParse=false) `).FindStringSubmatch(readme)
	if flags == nil {
		t.Fatal("the README has no line for VictoriaMetrics")
	}
	config := flags[1] + filepath.Join("..", "prometheus", flags[2])
	if out, err := exec.CommandContext(t.Context(), program, config, flags[3], "-dryRun").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// Grafana asks where Prometheus listens, in the interval in which it scrapes;
// both listen on loopback alone.
func TestGrafanaAsksThePrometheusThatScrapes(t *testing.T) {
	compose, source := text(t, "compose.yml"), text(t, "provisioning", "datasources", "prometheus.yml")
	listens := regexp.MustCompile(`--web.listen-address=(\S+)`).FindStringSubmatch(compose)
	asks := regexp.MustCompile(`url: http://(\S+)`).FindStringSubmatch(source)
	if listens == nil || asks == nil || listens[1] != asks[1] || !strings.HasPrefix(asks[1], "127.0.0.1:") {
		t.Errorf("Prometheus listens at %v, Grafana asks at %v", listens, asks)
	}
	if !strings.Contains(compose, "GF_SERVER_HTTP_ADDR: 127.0.0.1") {
		t.Error("Grafana listens to other machines")
	}
	every := regexp.MustCompile(`scrape_interval: (\w+)`).FindStringSubmatch(text(t, "..", "prometheus", "scrape.yml"))
	thinks := regexp.MustCompile(`timeInterval: (\w+)`).FindStringSubmatch(source)
	if every == nil || thinks == nil || every[1] != thinks[1] {
		t.Errorf("it is scraped every %v, and Grafana thinks every %v", every, thinks)
	}
	if !strings.Contains(compose, "--storage.tsdb.retention.time=10y") {
		t.Error("Prometheus forgets after fifteen days")
	}
}
