package engine

import "context"

// Ask has the source read how long ago the last input was: between two windows
// nobody tells. A snapshot with the answer follows, if there is one.
func (e *Engine) Ask(ctx context.Context) error {
	_, err := e.call(ctx, func(l *loop) (bool, error) {
		if l.source.Watching && !l.input.last.IsZero() {
			l.input.wanted = true
			l.askSource()
		}
		return false, nil
	})
	return err
}
