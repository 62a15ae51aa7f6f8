// Package serve speaks the query API of Prometheus over HTTP.
package serve
