package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"focus": main, "replayd": replayd})
}

// TestScript runs testdata/script against the real program, as a process of
// its own. There is no daemon unless the script starts one.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TZ", "UTC")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_RUNTIME_DIR", env.WorkDir)
			env.Setenv("FOCUSD_SOCKET", filepath.Join(env.WorkDir, "nobody"))
			env.Values[scripted{}] = new(scripted)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"daemon": startScripted,
			"asked":  checkAsked,
		},
	})
}

// scripted is the daemon of a script.
type scripted struct{ *fakeDaemon }

// startScripted starts a daemon that is in the middle of a block, or in the
// state that is in a file, or refuses with what is in a file.
//
//	daemon [status FILE | refuse FILE]
func startScripted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 1 || len(args) > 2 {
		ts.Fatalf("usage: daemon [status FILE | refuse FILE]")
	}
	d, stop, err := newFake()
	ts.Check(err)
	ts.Defer(stop)
	ts.Setenv("FOCUSD_SOCKET", d.Socket)
	ts.Value(scripted{}).(*scripted).fakeDaemon = d
	if len(args) == 0 {
		return
	}
	var into any = &d.Status
	if args[0] == "refuse" {
		into = &d.Refusal
	}
	text := ts.ReadFile(args[1])
	d.mu.Lock()
	defer d.mu.Unlock()
	ts.Check(json.Unmarshal([]byte(text), into))
}

// checkAsked compares the last request with its words.
func checkAsked(ts *testscript.TestScript, neg bool, args []string) {
	d := ts.Value(scripted{}).(*scripted)
	d.mu.Lock()
	defer d.mu.Unlock()
	got, want := d.asked[len(d.asked)-1], strings.Join(args, " ")
	if (got == want) == neg {
		ts.Fatalf("the daemon was asked %s, not %s", got, want)
	}
}
