//go:build !linux

package alarm

// Kernel is the Alarm of the runtime: there is no better one here.
func Kernel() Alarm { return Runtime() }
