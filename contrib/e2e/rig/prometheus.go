//go:build linux

package rig

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"focusd/contrib/standing"
)

// Prometheus is a real one that scrapes the daemon.
type Prometheus struct {
	*Process

	url string
}

// StartPrometheus starts a Prometheus that scrapes target, "127.0.0.1:4711",
// every interval.
func (m *Machine) StartPrometheus(ctx context.Context, target string, interval time.Duration) (*Prometheus, error) {
	config := fmt.Sprintf(`global: {scrape_interval: %dms, scrape_timeout: %dms}
scrape_configs:
  - job_name: focusd
    sample_limit: 2000
    label_value_length_limit: 80
    static_configs: [{targets: [%q]}]
`, interval.Milliseconds(), interval.Milliseconds(), target)
	if err := os.WriteFile(m.Path("prometheus.yml"), []byte(config), 0o600); err != nil {
		return nil, fmt.Errorf("start prometheus: %w", err)
	}
	address, err := standing.FreePort()
	if err != nil {
		return nil, err
	}
	p, err := m.Start("prometheus", "--config.file="+m.Path("prometheus.yml"),
		"--storage.tsdb.path="+m.Path("tsdb"), "--web.listen-address="+address)
	if err != nil {
		return nil, err
	}
	prom := &Prometheus{Process: p, url: "http://" + address}
	err = Until(ctx, "prometheus is ready", func() bool {
		res, err := http.Get(prom.url + "/-/ready")
		if err != nil {
			return !p.Alive()
		}
		res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
	if err == nil && !p.Alive() {
		err = fmt.Errorf("start prometheus: it has ended; it said:\n%s", p.Output())
	}
	return prom, err
}

// Series is one element of the answer to a query.
type Series struct {
	Labels map[string]string
	Value  float64
}

// Query evaluates an expression of PromQL now.
func (p *Prometheus) Query(ctx context.Context, expr string) ([]Series, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/api/v1/query?query="+url.QueryEscape(expr), nil)
	if err != nil {
		return nil, fmt.Errorf("query %s: %w", expr, err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("query %s: %w", expr, err)
	}
	defer res.Body.Close()
	var answer struct {
		Error string
		Data  struct {
			Result []struct {
				Metric map[string]string
				Value  [2]any // time, and the value as text
			}
		}
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("query %s: %w", expr, err)
	}
	if answer.Error != "" {
		return nil, fmt.Errorf("query %s: %s", expr, answer.Error)
	}
	var all []Series
	for _, r := range answer.Data.Result {
		text, _ := r.Value[1].(string)
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", expr, err)
		}
		all = append(all, Series{r.Metric, value})
	}
	return all, nil
}

// Number evaluates an expression whose answer is one number.
func (p *Prometheus) Number(ctx context.Context, expr string) (float64, error) {
	all, err := p.Query(ctx, expr)
	if err != nil {
		return 0, err
	}
	if len(all) != 1 {
		return 0, fmt.Errorf("query %s: it has %d answers, want one", expr, len(all))
	}
	return all[0].Value, nil
}
