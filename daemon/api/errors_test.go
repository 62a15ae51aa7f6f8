package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
)

func TestSentinelsThereAndBack(t *testing.T) {
	codes := make(map[string]bool)
	for _, s := range sentinels() {
		code := Code(fmt.Errorf("of the daemon: %w", s.err))
		if code != s.code || codes[code] {
			t.Errorf("Code(%v) = %q, want %q, once", s.err, code, s.code)
		}
		codes[code] = true
		wire, err := json.Marshal(Error{Code: code, Message: "what happened", Hint: "what to do"})
		if err != nil {
			t.Fatal(err)
		}
		var back Error
		if err := json.Unmarshal(wire, &back); err != nil {
			t.Fatal(err)
		}
		if got := error(&back); !errors.Is(got, s.err) || got.Error() != "what happened" {
			t.Errorf("%q came back as %v, want it to be %v", code, got, s.err)
		}
	}
}

func TestErrorWithoutSentinel(t *testing.T) {
	if code := Code(errors.New("of somebody else")); code != "" {
		t.Errorf("Code = %q, want none", code)
	}
	for _, code := range []string{"", CodeInternal, "of_a_newer_daemon"} {
		if err := (&Error{Code: code}).Unwrap(); err != nil {
			t.Errorf("code %q is %v, want nothing", code, err)
		}
	}
}
