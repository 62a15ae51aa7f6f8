// Package spectest reads the specification of the protocol, which is the comments
// of package api, for the tests that hold types and routes to it.
package spectest
