package daemon

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
)

func TestPageToken(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	dir := filepath.Join(t.TempDir(), "run")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, tokenFile)
	first := pageToken(dir, log)
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Fatalf("%v %v: others can read it", info, err)
	}
	if again := pageToken(dir, log); again != first || !isToken(first) {
		t.Errorf("%q, then %q: pages that are open would be shut out", first, again)
	}
	for name, spoil := range map[string]func() error{
		"others could read it": func() error { return os.Chmod(path, 0o644) },
		"empty":                func() error { return os.WriteFile(path, nil, 0o600) },
		"too short":            func() error { return os.WriteFile(path, []byte("ABC"), 0o600) },
		"not one":              func() error { return os.WriteFile(path, []byte("a token that somebody else thought of"), 0o600) },
		"a link": func() error {
			other := filepath.Join(dir, "other")
			return os.Rename(path, other)
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := pageToken(dir, log)
			if err := spoil(); err != nil {
				t.Fatal(err)
			}
			if name == "a link" {
				if err := os.Symlink(filepath.Join(dir, "other"), path); err != nil {
					t.Fatal(err)
				}
			}
			got := pageToken(dir, log)
			if got == before || !isToken(got) {
				t.Errorf("%q after %q: it is taken as it is", got, before)
			}
			if again := pageToken(dir, log); again != got {
				t.Errorf("%q, then %q: the new one is not kept", got, again)
			}
		})
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if one, other := pageToken(dir, log), pageToken(dir, log); one == other || !isToken(one) {
		t.Errorf("%q and %q in a folder of everybody's", one, other)
	}
	if lost := pageToken(filepath.Join(dir, "nowhere"), log); !isToken(lost) {
		t.Errorf("%q where nothing can be kept", lost)
	}
}
