// Package standing has programs of others stand by for tests: those that answer
// over HTTP, each at a port of its own, until the test is over.
package standing
