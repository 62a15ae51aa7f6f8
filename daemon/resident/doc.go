// Package resident keeps small what the kernel has to have in memory for this
// process.
package resident
