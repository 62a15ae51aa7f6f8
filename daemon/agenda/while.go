package agenda

// While holds the agenda still while do changes documents of it by itself, as
// forgetting does, and reads it anew when it is asked for next.
func (b *Book) While(do func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	defer func() {
		b.agenda = nil
		b.edition++
		close(b.changed)
		b.changed = make(chan struct{})
	}()
	return do()
}
