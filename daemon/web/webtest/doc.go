// Package webtest makes what a web config asks for: certificates and passwords.
package webtest
