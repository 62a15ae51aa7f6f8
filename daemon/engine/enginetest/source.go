package enginetest

import (
	"context"
	"sync"
	"time"

	"focusd/tracker"
)

// Source is an engine.Source played by a test. It shows what it is told, and
// answers a question about idleness from the time of the last input, as a
// display would. It uses package time only to read the clock, so it works in a
// synctest bubble.
type Source struct {
	name string

	mu      sync.Mutex
	present tracker.Sample // Idle as it was at At
	queue   []tracker.Sample
	lost    error // why nothing can be seen; nil: it can
	watches int
	news    chan struct{} // one buffered token: look at queue and lost
}

// NewSource returns a source that sees an empty desktop and an input just now.
func NewSource(name string) *Source {
	return &Source{
		name:    name,
		present: tracker.Sample{At: time.Now().UTC(), IdleKnown: true},
		news:    make(chan struct{}, 1),
	}
}

// Name is the one given to NewSource.
func (s *Source) Name() string { return s.name }

// Show makes sample the present state and emits it. A zero At means now.
func (s *Source) Show(sample tracker.Sample) {
	if sample.At.IsZero() {
		sample.At = time.Now().UTC()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.present = sample
	s.queue = append(s.queue, sample)
	s.wake()
}

// Focus shows w, with an input just now.
func (s *Source) Focus(w tracker.Window) {
	s.Show(tracker.Sample{Window: w, IdleKnown: true})
}

// Touch is an input that changes no window: nothing is emitted, but the next
// reading says so.
func (s *Source) Touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.present.At, s.present.Idle = time.Now().UTC(), 0
}

// Lose makes Watch return err, and go on doing so until Restore.
func (s *Source) Lose(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lost = err
	s.wake()
}

// Restore makes what was lost visible again to the next Watch.
func (s *Source) Restore() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lost = nil
}

// Watches counts how often Watch was called.
func (s *Source) Watches() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.watches
}

// Watch emits the present state, then what Show is given and an answer for
// each receive from ask, until ctx is done or Lose is called.
func (s *Source) Watch(ctx context.Context, ask <-chan struct{}, emit func(tracker.Sample)) error {
	if err := s.begin(); err != nil {
		return err
	}
	emit(s.reading())
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ask:
			emit(s.reading())
		case <-s.news:
			queue, err := s.take()
			for _, sample := range queue {
				emit(sample)
			}
			if err != nil {
				return err
			}
		}
	}
}

// begin forgets what nobody saw.
func (s *Source) begin() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watches++
	s.queue = nil
	return s.lost
}

// reading is the present state as it is now.
func (s *Source) reading() tracker.Sample {
	s.mu.Lock()
	defer s.mu.Unlock()
	sample := s.present
	now := time.Now().UTC()
	if sample.IdleKnown && now.After(sample.At) {
		sample.Idle += now.Sub(sample.At)
	}
	sample.At = now
	return sample
}

func (s *Source) take() ([]tracker.Sample, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue := s.queue
	s.queue = nil
	return queue, s.lost
}

// wake tells Watch to look; a token that is already there is enough.
func (s *Source) wake() {
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// Step is one happening of a script.
type Step struct {
	After  time.Duration // since the step before
	Sample tracker.Sample
}

// Play shows the steps, each in its time, until they or ctx end.
func (s *Source) Play(ctx context.Context, steps ...Step) error {
	for _, step := range steps {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(step.After):
			s.Show(step.Sample)
		}
	}
	return nil
}
