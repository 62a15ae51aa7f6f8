package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"focusd/contrib/e2e/rig"
)

// browser is one that has been let in.
type browser struct {
	ctx   context.Context
	close context.CancelFunc
	web   *url.URL
}

func open(ctx context.Context, m *rig.Machine) (*browser, error) {
	web, err := url.Parse(link(ctx, m))
	if err != nil || web.Host == "" {
		return nil, fmt.Errorf("focus open says no address: %s", m.Focus(ctx, "open", "--print"))
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("chromium"), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("no-sandbox", os.Geteuid() == 0))
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	ctx, shut := chromedp.NewContext(ctx)
	b := &browser{ctx: ctx, web: web, close: func() { shut(); stop() }}
	if err := chromedp.Do(ctx, chromedp.Navigate(web.String())); err != nil {
		b.close()
		return nil, fmt.Errorf("open the page: %w", err)
	}
	return b, nil
}

// shot is a picture of a page.
type shot struct {
	path          string
	width, height int64 // 0: all of the page
	scale         float64
	dark          bool
}

// take is the picture as Chromium writes it.
func (b *browser) take(s shot) ([]byte, error) {
	height, capture := s.height, chromedp.CaptureScreenshot()
	if height == 0 {
		height, capture = 900, chromedp.FullScreenshot(100)
	}
	at, err := b.web.Parse(s.path)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	err = chromedp.Do(ctx,
		media(s.dark),
		chromedp.EmulateViewport(s.width, height, chromedp.EmulateScale(s.scale)),
		chromedp.Navigate(at.String()),
		chromedp.WaitReady(chromedp.CSS("html.live")),
		chromedp.Sleep(300*time.Millisecond), // the scripts have told the time
	)
	if err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, capture)
}

// media has the browser prefer a theme, and nothing that moves.
func media(dark bool) chromedp.Action[chromedp.Void] {
	theme := "light"
	if dark {
		theme = "dark"
	}
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return err
	})
}

// readme takes the pictures that the README shows.
func (b *browser) readme() error {
	for name, s := range map[string]shot{
		"page": {path: "/", width: 1280, height: 920, scale: 1.3125},
		"look": {path: "/look", width: 1280, height: 920, scale: 1.3125},
	} {
		if err := b.write(filepath.Join("contrib/picture", name+".png"), s); err != nil {
			return err
		}
		s.dark = true
		if err := b.write(filepath.Join("contrib/picture", name+"-dark.png"), s); err != nil {
			return err
		}
	}
	return nil
}

// everything takes pages in both themes and widths.
func (b *browser) everything(dir string, pages []string) error {
	for _, page := range pages {
		path := "/" + page
		if page == "today" {
			path = "/"
		}
		for _, width := range []int64{1280, 390} {
			for theme, dark := range map[string]bool{"light": false, "dark": true} {
				name := filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", page, width, theme))
				if err := b.write(name, shot{path: path, width: width, scale: 1, dark: dark}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (b *browser) write(name string, s shot) error {
	picture, err := b.take(s)
	if err != nil {
		return fmt.Errorf("take %s: %w", name, err)
	}
	small, err := shrink(picture)
	if err != nil {
		return fmt.Errorf("shrink %s: %w", name, err)
	}
	return os.WriteFile(name, small, 0o644)
}
