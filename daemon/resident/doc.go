// Package resident keeps small what the kernel has to have in memory for this
// process, and what keeping it so costs while nothing happens.
package resident
