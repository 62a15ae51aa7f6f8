package browser

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha512"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// The checks of axe-core, as they are in the registry of npm. Nothing of it is in
// the tree: it is fetched once and kept in the cache of the user.
const (
	axeVersion = "4.14.1"
	axeSum     = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)

// axeSource is the script, once for all tests.
var axeSource = sync.OnceValues(func() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	file := filepath.Join(cache, "focusd-tests", "axe-core-"+axeVersion+".tgz")
	data, err := os.ReadFile(file)
	if err != nil || sum(data) != axeSum {
		if data, err = fetched(); err != nil {
			return "", err
		}
		if got := sum(data); got != axeSum {
			return "", errors.Join(errForged, fmt.Errorf("its SHA-512 is %s, want %s", got, axeSum))
		}
		if err := kept(file, data); err != nil {
			return "", err
		}
	}
	return unpacked(data, "package/axe.min.js")
})

// errForged is never a reason to skip a test.
var errForged = errors.New("what the registry has as axe-core " + axeVersion + " is something else")

func sum(data []byte) string {
	s := sha512.Sum512(data)
	return base64.StdEncoding.EncodeToString(s[:])
}

func fetched() ([]byte, error) {
	registry := strings.TrimSuffix(cmp.Or(os.Getenv("npm_config_registry"), "https://registry.npmjs.org"), "/")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, registry+"/axe-core/-/axe-core-"+axeVersion+".tgz", nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", ask.URL, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, 32<<20))
}

// kept writes a file that is there whole or not at all.
func kept(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	part := fmt.Sprintf("%s.%d", file, os.Getpid())
	if err := os.WriteFile(part, data, 0o600); err != nil {
		return err
	}
	return os.Rename(part, file)
}

// unpacked is a file of an archive of npm.
func unpacked(data []byte, name string) (string, error) {
	plain, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	for all := tar.NewReader(plain); ; {
		head, err := all.Next()
		if err != nil {
			return "", fmt.Errorf("look for %s: %w", name, err)
		}
		if head.Name == name {
			text, err := io.ReadAll(all)
			return string(text), err
		}
	}
}

// axe is the script. Where it is not at hand and cannot be fetched the test is
// skipped, unless FOCUSD_REQUIRE_AXE is 1.
func axe(t *testing.T) string {
	t.Helper()
	source, err := axeSource()
	switch {
	case err == nil:
		return source
	case os.Getenv("FOCUSD_REQUIRE_AXE") == "1" || errors.Is(err, errForged):
		t.Fatalf("axe-core: %v", err)
	}
	t.Skipf("axe-core is not in the cache, and cannot be fetched: %v", err)
	return ""
}

// violation is a rule that a page breaks.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML, FailureSummary string }
}

// contrast measures the contrast where axe-core does not.
//
//go:embed contrast.js
var contrast string

// judged has axe-core look at the page, and the contrast that it leaves open
// looked at.
var judged = `(() => {` + contrast + `
	return axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then((r) => {
		const open = r.incomplete.filter((i) => i.id === 'color-contrast').flatMap((i) => i.nodes.map((n) => n.target[0]))
		const Nodes = pale(open)
		return [...r.violations, ...(Nodes.length > 0 ? [{ ID: 'contrast', Impact: 'serious', Help: 'too pale a text', Nodes }] : [])]
	})
})()`

// violations are those of the page as it is now.
func (p *page) violations(source string) (all []violation) {
	p.t.Helper()
	if !p.is("window.axe") {
		if err := p.run("(() => {"+source+"; window.axe = axe; return true})()", new(bool)); err != nil {
			p.t.Fatalf("load axe-core: %v", err)
		}
	}
	if err := p.run(judged, &all); err != nil {
		p.t.Fatalf("run axe-core: %v", err)
	}
	return all
}

// passes fails the test for each rule that the page breaks.
func (p *page) passes(source, where string) {
	p.t.Helper()
	for _, v := range p.violations(source) {
		for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
			p.t.Errorf("%s: %s (%s, %d times): %s\n%s\n%s", where, v.ID, v.Impact, len(v.Nodes), v.Help, n.HTML, n.FailureSummary)
		}
	}
}

// TestNoViolation runs axe-core on every page in both themes, wide and narrow, with
// all that can be unfolded open.
func TestNoViolation(t *testing.T) {
	t.Parallel()
	source := axe(t)
	for _, theme := range []string{"light", "dark"} {
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			d := living(t)
			d.focus(t, "start", "25/5", "letter of a sample")
			p := d.open(t, "/")
			for _, path := range paths {
				p.open(path)
				p.unfold()
				for _, width := range []int64{1280, 390} {
					p.look(theme, width)
					p.passes(source, fmt.Sprintf("%s, %s, %d px", path, theme, width))
				}
			}
		})
	}
}

// TestNoViolationInWhatOpens runs it on dialogs and on what is said.
func TestNoViolationInWhatOpens(t *testing.T) {
	t.Parallel()
	source := axe(t)
	d := living(t)
	p := d.open(t, "/")
	for _, dialog := range dialogs {
		p.open(dialog.path)
		p.click(dialog.opener)
		p.until(dialog.id+" is open", func() bool { return p.is("document.getElementById('" + dialog.id + "').open") })
		for _, theme := range []string{"light", "dark"} {
			p.look(theme, 1280)
			p.passes(source, fmt.Sprintf("%s of %s, %s", dialog.id, dialog.path, theme))
		}
	}
	p.open("/")
	p.click("#promises label.tick >> Spanish")
	p.see("#toast", "Ticked.")
	p.passes(source, "what is said on /")
}

// dialogs are all there are, and what opens them.
var dialogs = []struct{ path, id, opener string }{
	{"/", "keys", "footer button >> Keys"},
	{"/log", "correct", "#rows button >> Correct"},
	{"/log", "edit", "#said button >> Edit"},
	{"/log", "split", "#said button >> Split"},
}

// TestAxeSeesWhatIsWrong: that there is no violation would say nothing otherwise.
func TestAxeSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	source := axe(t)
	p := living(t).open(t, "/")
	p.act(`
		const pale = document.createElement('p')
		pale.textContent = 'hardly to be read'
		pale.style.color = '#bbb'
		document.querySelector('main').append(document.createElement('input'), pale)
		document.querySelector('#timeline text.hour').style.fill = '#bbb'`)
	found := make(map[string]bool)
	for _, v := range p.violations(source) {
		found[v.ID] = true
	}
	if !found["label"] || !found["color-contrast"] || !found["contrast"] {
		t.Errorf("axe-core finds %v, want label, color-contrast, and the contrast of a drawing", found)
	}
}
