// Package clock reads the clocks of the machine and tells when somebody set
// them or the machine woke up.
//
// The kernel has three clocks that matter here: the wall clock, which can be
// set; a monotonic one, which stands still in suspend; and one that counts
// since boot, suspend included. What happened between two readings follows from
// how far each of them went: see [focusd/tracker.Clocks.Since].
package clock
