//go:build !unix || darwin

package daemon

const watchable = false
