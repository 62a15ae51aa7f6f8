//go:build !unix

package wayland

// fillReady does nothing: there is no Wayland on this system.
func (c *conn) fillReady() error { return nil }
