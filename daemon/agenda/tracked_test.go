package agenda

import "testing"

func TestWhatTrackingWrites(t *testing.T) {
	for name, tt := range map[string]struct {
		kind, field, was, became, now string
		want                          string
		ok                            bool
	}{
		"begun, and counted on from later":      {"task", "since", ``, `"2026-11-23T12:00:00Z"`, `"2026-11-23T12:40:00Z"`, ``, true},
		"left, and somebody does it again":      {"task", "since", `"2026-11-23T12:00:00Z"`, ``, `"2026-11-23T12:40:00Z"`, "", false},
		"begun, and left since":                 {"task", "since", ``, `"2026-11-23T12:00:00Z"`, ``, ``, false},
		"spent more since":                      {"task", "spent", `"10m"`, `"30m"`, `"42m"`, `"22m0s"`, true},
		"spent for the first time, and more":    {"task", "spent", ``, `"30m"`, `"42m"`, `"12m0s"`, true},
		"spent less since":                      {"task", "spent", ``, `"30m"`, `"20m"`, "", false},
		"all of it was taken back, and no more": {"task", "spent", ``, `"30m"`, `"30m"`, ``, true},
		"no length":                             {"task", "spent", ``, `30`, `"30m"`, "", false},
		"another field":                         {"task", "title", `"a"`, `"b"`, `"c"`, "", false},
		"of something else":                     {"habit", "spent", ``, `"30m"`, `"42m"`, "", false},
	} {
		got, ok := tracked(tt.kind, tt.field, []byte(tt.was), []byte(tt.became), []byte(tt.now))
		if ok != tt.ok || ok && string(got) != tt.want {
			t.Errorf("%s: %q, %v, want %q, %v", name, got, ok, tt.want, tt.ok)
		}
	}
}
