// Package waylandtest has Wayland compositors for tests: a fake one, which
// does what the test says when it says so and needs nothing installed, and real
// ones without a screen, which are ended with the test. Neither touches the
// session that the test runs in.
package waylandtest
