package main

import (
	"strings"
	"testing"
)

func TestExportOfARecord(t *testing.T) {
	for line, want := range map[string]string{
		"replay --export yesterday":                     "GET /v1/record from=2026-11-21T04%3A00%3A00Z&to=2026-11-22T04%3A00%3A00Z",
		"replay --export 09:00..10:00 --anonymous-apps": "GET /v1/record anonymous_apps=1&from=2026-11-22T09%3A00%3A00Z&to=2026-11-22T10%3A00%3A00Z",
	} {
		d := startFake(t)
		r := d.run(t, strings.Fields(line)...)
		if got := d.lastAsked(t); r.code != done || r.out != "{\"record\":1}\n{\"t\":60,\"end\":true}\n" || got != want {
			t.Errorf("focus %s: exit %d, %q, asked %s, want %s", line, r.code, r.out, got, want)
		}
	}
}

func TestReplayWronglyUsed(t *testing.T) {
	for line, hint := range map[string]string{
		"replay":                         "--export yesterday",
		"replay record --anonymous-apps": "goes with --export",
		"replay a b":                     "one word too many",
		"replay --export never":          "yesterday",
	} {
		if r := startFake(t).run(t, strings.Fields(line)...); r.code != usage || r.out != "" || !strings.Contains(r.err, hint) {
			t.Errorf("focus %s: exit %d, %q, %s; want 2, nothing, and %q", line, r.code, r.out, r.err, hint)
		}
	}
}
