package kwin

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestScriptInKWin6 runs the script in an engine that is not KWin's, with a
// fake of KWin 6 around it, of which there is no package where this is tested.
func TestScriptInKWin6(t *testing.T) {
	engine, err := exec.LookPath("node")
	if err != nil {
		if engine, err = exec.LookPath("gjs"); err != nil {
			t.Skip("neither node nor gjs is installed")
		}
	}
	around, err := os.ReadFile("testdata/kwin.js")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ does, want string }{
		"it begins":          {``, ``},
		"another window":     {`activate(null); activate(new Window("b", "two"));`, `none b,two,5,false`},
		"another title":      {`a.retitle("two");`, `a,two,5,false`},
		"a restless title":   {`a.retitle("2"); a.retitle("3"); a.retitle("4"); second(); second(); a.retitle("5");`, `a,2,5,false a,4,5,false a,5,5,false`},
		"one second is over": {`a.retitle("2"); second(); a.retitle("3");`, `a,2,5,false a,3,5,false`},
		"full screen":        {`a.retitle("2"); a.fullScreen = true; a.fullScreenChanged.emit();`, `a,2,5,false a,2,5,true`},
		"a new window's title": {
			`a.retitle("2"); var b = new Window("b", ""); activate(b); b.retitle("3"); a.retitle("4"); second();`,
			`a,2,5,false b,,5,false b,3,5,false`,
		},
		"the desktop":    {`var d = new Window("d", ""); d.desktopWindow = true; activate(d); d.retitle("x");`, `none`},
		"a dead window":  {`a.captionChanged.disconnect = function () { throw new Error(); }; activate(null);`, `none`},
		"of no process":  {`var b = new Window("b", undefined); b.pid = undefined; activate(b);`, `b,,0,false`},
		"nobody is left": {`activate(null); if (a.captionChanged.slots.length) callDBus("", "", "", "left", "null");`, `none`},
		"a long title":   {`a.retitle("x".repeat(9999)); activate(null);`, `a,` + strings.Repeat("x", 2048) + `,5,false none`},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "script.js")
			if err := os.WriteFile(file, []byte(string(around)+scriptText+test.does), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(engine, file).CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			got := strings.Join(strings.Fields(strings.ReplaceAll(string(out), "Active ", "")), " ")
			if want := strings.TrimSpace("a,one,5,false " + test.want); got != want {
				t.Errorf("%s: it told %s, want %s", test.does, got, want)
			}
		})
	}
}
