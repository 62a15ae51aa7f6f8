// Package web puts TLS and passwords in front of what is served, by a file in the
// form that the exporters of Prometheus share.
//
// It is the only package that knows exporter-toolkit. The file is read again at
// each connection and each request, so certificates and passwords can be
// changed while the daemon runs; whether there is TLS at all cannot.
package web
