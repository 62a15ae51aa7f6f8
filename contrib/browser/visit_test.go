package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// TestALinkOpensThePageOnce: the link of focus open leaves a cookie that only this
// browser sends and only to this page, and opens nothing for the next who has it.
func TestALinkOpensThePageOnce(t *testing.T) {
	t.Parallel()
	d := living(t)
	link := d.link(t)
	p := d.browser(t)
	p.come(link)
	p.see("nav a[aria-current=page]", "Today")
	p.see("#timer", "Ready when you are")
	if at := p.js("location.href"); at != d.web+"/" {
		t.Errorf("the link leads to %s, want %s/ without the key", at, d.web)
	}
	if back := p.js("document.referrer"); back != "" {
		t.Errorf("the page knows that it was reached from %s", back)
	}
	oneCookie(t, p.cookies())
	if text := p.js("document.cookie"); text != "" {
		t.Errorf("scripts can read the cookie: %s", text)
	}

	other := d.browser(t)
	other.expect("401")
	other.visit(link)
	other.see("body", "the token is missing or wrong")
	other.see("body", "focus open")
	if got := other.cookies(); len(got) != 0 {
		t.Errorf("a link that was used gives the cookies %v", got)
	}
	if other.is("document.body.innerText.includes('Timer')") {
		t.Error("a link that was used shows something of the page")
	}
}

func oneCookie(t *testing.T, all []*network.Cookie) {
	t.Helper()
	if len(all) != 1 {
		t.Fatalf("there are %d cookies, want one", len(all))
	}
	c := all[0]
	if !c.HTTPOnly || c.SameSite != network.CookieSameSiteStrict || !c.Session || c.Domain != "127.0.0.1" || c.Path != "/" {
		t.Errorf("the cookie is %+v, want one of the session, for 127.0.0.1, HttpOnly and SameSite=Strict", *c)
	}
	if len(c.Value) < 20 || strings.Contains(c.Value, "key") {
		t.Errorf("the token has %d characters, want one that nobody guesses", len(c.Value))
	}
}

// TestPagesAreBehindTheToken: without a cookie no page says anything of anybody.
func TestPagesAreBehindTheToken(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.browser(t)
	p.expect("401")
	for _, path := range paths {
		p.visit(d.web + path)
		p.see("body", "the token is missing or wrong")
		if body := p.js("document.body.innerText"); strings.Contains(body, "editor") || strings.Contains(body, "report") {
			t.Errorf("%s without a cookie says %s", path, body)
		}
	}
}
