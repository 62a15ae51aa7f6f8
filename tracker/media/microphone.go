package media

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// microphoneSettles is how long after a change it is asked who records: a
// stream that begins changes several times.
const microphoneSettles = 250 * time.Millisecond

// server is where the sound server listens.
type server struct {
	socket string
	pid    string // the file with its process; "": not known
}

func watchMicrophone(ctx context.Context, tell func(update)) {
	failed := func(err error) { tell(update{part: microphone, err: err}) }
	s, err := findServer()
	if err != nil {
		failed(err)
		return
	}
	folder := filepath.Dir(s.socket)
	keep(ctx, []string{filepath.Dir(folder), folder}, func(ctx context.Context) error {
		return s.watch(ctx, func(inUse bool) {
			tell(update{part: microphone, knows: evidence{meeting: inUse}})
		})
	}, failed)
}

// findServer finds the sound server as its clients do.
func findServer() (server, error) {
	if named := os.Getenv("PULSE_SERVER"); named != "" {
		for _, one := range strings.Fields(named) {
			if _, after, ok := strings.Cut(one, "}"); ok {
				one = after // it began with the {id of a machine}
			}
			if path := strings.TrimPrefix(one, "unix:"); filepath.IsAbs(path) {
				return server{socket: path}, nil
			}
		}
		return server{}, absent("PULSE_SERVER names a sound server on another machine")
	}
	folder := os.Getenv("PULSE_RUNTIME_PATH")
	if folder == "" {
		run := os.Getenv("XDG_RUNTIME_DIR")
		if run == "" {
			return server{}, absent("no sound server: XDG_RUNTIME_DIR is not set")
		}
		folder = filepath.Join(run, "pulse")
	}
	return server{socket: filepath.Join(folder, "native"), pid: filepath.Join(folder, "pid")}, nil
}

// running tells whether the server is there. It is not tried out where it can
// be known otherwise: systemd would start a server for whoever connects.
func (s server) running() bool {
	if s.pid == "" {
		_, err := os.Stat(s.socket)
		return err == nil
	}
	pid, err := os.ReadFile(s.pid)
	if err != nil {
		return false
	}
	_, err = os.Stat("/proc/" + strings.TrimSpace(string(pid)))
	return err == nil
}

// watch tells whether somebody records, at once and at every change, until the
// server is lost.
func (s server) watch(ctx context.Context, tell func(inUse bool)) error {
	if !s.running() {
		return absent("no sound server (PulseAudio, or PipeWire with pipewire-pulse) is running")
	}
	conn, err := (&net.Dialer{Timeout: answerWithin}).DialContext(ctx, "unix", s.socket)
	if err != nil {
		return fmt.Errorf("connect to the sound server: %w", err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	err = (&pulse{conn: conn}).watch(tell)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("lost the sound server: %w", err)
}

func (p *pulse) watch(tell func(inUse bool)) error {
	if err := p.greet(); err != nil {
		return err
	}
	for {
		inUse, err := p.recording()
		if err != nil {
			return err
		}
		tell(inUse)
		if !p.changed {
			if err := p.await(time.Time{}); err != nil {
				return err
			}
		}
		if err := p.settle(time.Now().Add(microphoneSettles)); err != nil {
			return err
		}
	}
}

// settle takes in what else changes until then.
func (p *pulse) settle(until time.Time) error {
	for {
		if err := p.await(until); errors.Is(err, os.ErrDeadlineExceeded) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
