package server

import (
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/replay"
	"focusd/tracker"
)

// TestRecord exports an hour over the wire, looks for what must not be in it,
// and plays it.
func TestRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const canary = "canary of a title"
		first, second := minutes(0, 20, "editor"), minutes(30, 60, "browser")
		first.Window.Title, second.Window.Title = canary, canary
		away := minutes(20, 30, "")
		away.Presence, away.Window = tracker.Locked, tracker.Window{}
		r := with(t, first, away, second)
		c, ctx := r.client(t), t.Context()
		if _, err := c.Correct(ctx, api.EntryCommand{Do: "add", Start: after(20), End: after(30), Text: ptr(canary)}); err != nil {
			t.Fatal(err)
		}
		body, err := c.Record(ctx, after(0), after(60), true)
		if err != nil {
			t.Fatal(err)
		}
		defer body.Close()
		record, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		for _, private := range []string{"canary", "editor", "browser"} {
			if strings.Contains(string(record), private) {
				t.Errorf("%q is in the record\n%s", private, record)
			}
		}
		st := enginetest.NewMemory()
		out, err := replay.Play(ctx, strings.NewReader(string(record)), st, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		sum, err := st.Totals(out.From, out.To, nil)
		if err != nil || sum.Presences[tracker.Active] != 50*time.Minute || sum.Presences[tracker.Locked] != 10*time.Minute ||
			sum.Apps["a1"].Time != 20*time.Minute || sum.Apps["a2"].Time != 30*time.Minute {
			t.Errorf("played, the record\n%s\nis %v in %v, %v", record, sum.Presences, sum.Apps, err)
		}
		if _, err := c.Record(ctx, time.Now().Add(time.Hour), time.Now().Add(2*time.Hour), false); err == nil {
			t.Error("there is a record of the future")
		}
	})
}
