// Package standing has programs of others stand by for tests: they have to be there,
// they end with the test, and those that answer over HTTP have a port of their own.
package standing
