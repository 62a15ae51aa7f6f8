package browser

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// chromium is one process for all tests: each has a browser context of its own in
// it, with its own cookies and cache, as a private window has.
type chromium struct {
	start func() (context.Context, error) // once, when the first test wants it
	stop  context.CancelFunc
}

func newChromium() *chromium {
	c := &chromium{stop: func() {}}
	c.start = sync.OnceValues(func() (context.Context, error) {
		path, err := chromiumPath()
		if err != nil {
			return nil, err
		}
		// Root, and many a container, can have no sandbox. It sees the tests' own pages.
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
			chromedp.ExecPath(path), chromedp.Flag("hide-scrollbars", true), chromedp.WindowSize(1280, 900),
			chromedp.Flag("host-resolver-rules", "MAP *.example 127.0.0.1")) // names of strangers, see attack_test.go
		allocated, end := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, cancel := chromedp.NewContext(allocated)
		c.stop = func() { cancel(); end() }
		return ctx, chromedp.Do(ctx)
	})
	return c
}

// chromiumPath finds Chromium, best without the windows and menus that nobody would
// see: it takes half the time.
func chromiumPath() (string, error) {
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no Chromium")
}

// required says that a test must not be skipped for what is not installed.
func required() bool { return os.Getenv("FOCUSD_REQUIRE_DESKTOP") == "1" }

// started is the browser, once it runs. Without one the test is skipped.
func (c *chromium) started(t testing.TB) context.Context {
	t.Helper()
	if _, err := chromiumPath(); err != nil {
		if required() {
			t.Fatalf("%v; contrib/test installs it", err)
		}
		t.Skip(err)
	}
	ctx, err := c.start()
	if err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}
