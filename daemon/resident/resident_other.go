//go:build !linux

package resident

// LetGo does nothing here.
func LetGo() error { return nil }
