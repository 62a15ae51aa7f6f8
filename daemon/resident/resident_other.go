//go:build !linux

package resident

// LetGo does nothing here.
func LetGo() error { return nil }

// LetGoOf does nothing here.
func LetGoOf(_, _ uintptr) error { return nil }

// OfFiles cannot tell here.
func OfFiles() int { return 0 }
