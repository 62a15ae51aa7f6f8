// Package grafana makes the dashboards of focusd: the four files in
// dashboards/ are what it writes.
//
//	go test ./contrib/grafana -update
//
//	model.go     what Grafana reads, as far as it is used here
//	panel.go     the kinds of panel
//	query.go     the forms that queries have
//	today.go     consistency.go  activity.go  health.go   a dashboard each
//	lint.go      what every dashboard must be
//
// Grafana finds them when it is given provisioning/, as compose.yml does; or one
// imports a file by hand. Every query names job and instance, so one Grafana
// serves several machines. All of them can be read by Prometheus 2.42, the
// oldest that Debian has.
package grafana
