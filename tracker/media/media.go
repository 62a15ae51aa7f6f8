package media

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"focusd/tracker/source"
)

// Source tells evidence. The zero Source is ready to watch and logs nothing.
type Source struct {
	Log *slog.Logger // nil: silent

	mu    sync.Mutex
	parts [partCount]Part // guarded by mu; the zero Part was not watched yet
}

// Part is one way to find evidence.
type Part struct {
	Name   string // "microphone"
	State  State
	Reason string // why it is not On; "" when it is
}

// State is whether a part tells anything.
type State uint8

const (
	Absent State = iota // what it needs is not there
	On
	Failed
)

// String is "absent", "on" or "failed".
func (s State) String() string {
	return [...]string{"absent", "on", "failed"}[s]
}

type partID int

const (
	microphone partID = iota
	camera
	players
	inhibitors
	partCount
)

func (id partID) String() string {
	return [partCount]string{"microphone", "camera", "players", "inhibitors"}[id]
}

// absent is the error of a part when what it needs is not there, which is no
// failure. It says what that is.
type absent string

func (a absent) Error() string { return string(a) }

func isAbsent(err error) bool {
	_, ok := errors.AsType[absent](err)
	return ok
}

// evidence is what a part knows.
type evidence struct {
	meeting   bool
	playing   []string
	inhibited bool
}

// update is what a part says: what it knows, or why it knows nothing.
type update struct {
	part  partID
	knows evidence
	err   error
}

// Name is "media".
func (*Source) Name() string { return "media" }

// Facts is source.Evidence.
func (*Source) Facts() source.Facts { return source.Evidence }

// Parts says which parts tell something, for the doctor.
func (s *Source) Parts() []Part {
	s.mu.Lock()
	defer s.mu.Unlock()
	parts := s.parts
	for i := range parts {
		parts[i].Name = partID(i).String()
		if parts[i].State != On && parts[i].Reason == "" {
			parts[i].Reason = "not watched"
		}
	}
	return parts[:]
}

// Watch emits the union of what the parts know whenever it changes. It returns
// ctx.Err(), or, when no part can ever tell anything here, the reasons.
func (s *Source) Watch(ctx context.Context, _ time.Duration, _ <-chan struct{}, emit func(source.Report)) error {
	ctx, cancel := context.WithCancel(ctx)
	updates := make(chan update)
	tell := func(u update) {
		select {
		case updates <- u:
		case <-ctx.Done():
		}
	}
	var group sync.WaitGroup
	for _, watch := range []func(context.Context, func(update)){watchMicrophone, watchCamera, watchDesktop} {
		group.Go(func() { watch(ctx, tell) })
	}
	go func() { group.Wait(); close(updates) }()
	defer func() {
		cancel()
		for range updates { // until all have ended
		}
		s.forget()
	}()
	return s.merge(ctx, updates, emit)
}

// merge emits what is news until no part will say anything any more.
func (s *Source) merge(ctx context.Context, updates <-chan update, emit func(source.Report)) error {
	var known [partCount]update
	for i := range known {
		known[i] = update{part: partID(i), err: absent("not watched yet")}
	}
	var last source.Report
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case u, ok := <-updates:
			if !ok {
				return reasons(ctx, known)
			}
			known[u.part] = u
			s.note(u)
			if r := union(known); !same(r, last) {
				last = r
				r.At = time.Now().UTC().Round(0)
				emit(r)
			}
		}
	}
}

// reasons is why nothing is known.
func reasons(ctx context.Context, known [partCount]update) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var all []error
	for _, u := range known {
		all = append(all, fmt.Errorf("%v: %w", u.part, u.err))
	}
	return errors.Join(all...)
}

func union(known [partCount]update) source.Report {
	var r source.Report
	for _, u := range known {
		if u.err != nil {
			continue
		}
		r.Facts = source.Evidence
		r.Meeting = r.Meeting || u.knows.meeting
		r.Inhibited = r.Inhibited || u.knows.inhibited
		r.Playing = append(r.Playing, u.knows.playing...)
	}
	return r
}

// same tells whether two reports say the same, at whatever time.
func same(a, b source.Report) bool {
	return a.Facts == b.Facts && a.Meeting == b.Meeting && a.Inhibited == b.Inhibited && slices.Equal(a.Playing, b.Playing)
}

// note keeps the state of a part for Parts.
func (s *Source) note(u update) {
	p := Part{Name: u.part.String(), State: On}
	if u.err != nil {
		p.Reason, p.State = u.err.Error(), Failed
	}
	if isAbsent(u.err) {
		p.State = Absent
	}
	s.mu.Lock()
	before := s.parts[u.part]
	s.parts[u.part] = p
	s.mu.Unlock()
	if p != before && s.Log != nil {
		s.Log.Debug("evidence", "part", p.Name, "state", p.State, "reason", p.Reason)
	}
}

func (s *Source) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts = [partCount]Part{}
}
