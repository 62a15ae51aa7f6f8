//go:build !linux

package metrics

import "time"

func processFamilies() []Family { return []Family{processStart()} }

// process is what the system says of this process: here, little.
type process struct{ started time.Time }

func (p process) show(s *sheet) { s.put(processStart().Name, unix(p.started)) }
