package engine

// heartbeat makes durable how the log has gone on since the last commit, which
// costs a third of another. Nobody is told: readers hear of it with that.
func (l *loop) heartbeat() error {
	if news := l.rec.News(); len(news) > 0 {
		if err := l.e.store.Heartbeat(news); err != nil {
			return err
		}
	}
	l.pending.last = l.now
	return nil
}

// isLog tells whether all that has happened since the last commit is in the log.
func (l *loop) isLog() bool {
	p := &l.pending
	return !p.urgent && !p.clean && !l.journal.Waits() &&
		len(p.spans)+len(p.steps)+len(p.documents)+len(p.earned)+len(p.ledger)+len(p.values) == 0
}
