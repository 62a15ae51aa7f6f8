package daemon

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/store"
)

// storeOptions has the store verified and salvaged by children of this
// process: reading a damaged page can end whoever does it.
func (o Options) storeOptions() store.Options { return StoreOptions(o.Self) }

// StoreOptions are those of a program that knows "db verify --quick PATH" and
// "db salvage FROM TO". With an empty path, and where no child can be started,
// everything is done in this process.
func StoreOptions(self string) store.Options {
	if self == "" {
		return store.Options{}
	}
	return store.Options{
		Verify: func(path string) error {
			err := child(self, "db", "verify", "--quick", path)
			if errors.Is(err, errNoChild) {
				_, err = store.Verify(path)
			}
			return err
		},
		Salvage: func(from, to string) error {
			err := child(self, "db", "salvage", from, to)
			if errors.Is(err, errNoChild) {
				err = store.Salvage(from, to)
			}
			return err
		},
	}
}

// childWithin is how long a child may take: ten years of log take a second.
const childWithin = 30 * time.Second

// errNoChild says that a child could not even be started, which says nothing
// about the store.
var errNoChild = errors.New("cannot start a child process")

// child runs a program to its end. Its last line on standard error is the
// reason when it fails.
func child(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w: %w", errNoChild, err)
	}
	late := time.AfterFunc(childWithin, func() { cmd.Process.Kill() })
	defer late.Stop()
	err := cmd.Wait()
	switch {
	case err == nil:
		return nil
	case cmd.ProcessState.Exited(): // it says itself what is wrong
		return errors.New(reason(stderr.String()))
	}
	return fmt.Errorf("%w: %s", err, reason(stderr.String()))
}

// reason is what a child said last before it ended, without who said it.
func reason(stderr string) string {
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	for _, line := range lines {
		if text, ok := strings.CutPrefix(line, "focusd: error: "); ok {
			return text
		}
	}
	return lines[0]
}

// timedStore tells how long commits take.
type timedStore struct {
	engine.Store
	observe func(took time.Duration, err error)
}

func (s timedStore) Commit(c engine.Change) error {
	began := time.Now()
	err := s.Store.Commit(c)
	s.observe(time.Since(began), err)
	return err
}

// Hint is what to do about an error of Run, "" if that is not known.
func Hint(err error) string {
	switch {
	case errors.Is(err, store.ErrLocked):
		return "there is one focusd for each user; see: focus status"
	case errors.Is(err, store.ErrBusy):
		return "stop focusd first, or look at a copy: focus backup, then focusd db verify COPY"
	case errors.Is(err, store.ErrDamaged):
		return "focusd saves what it can at its next start; a backup: focusd db restore"
	case errors.Is(err, store.ErrTooNew):
		return "install the newer release again, or put a backup back: focusd db restore"
	}
	return ""
}
