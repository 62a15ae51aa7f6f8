//go:build !race

package store

// raced says that the race detector slows everything down.
const raced = false
