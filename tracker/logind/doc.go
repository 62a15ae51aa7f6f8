// Package logind tells what the login manager knows: whether the session is
// locked or switched away, and that the machine is about to sleep.
//
//	Source  LockedHint, Active of the session   ──▶ source.Report
//	Sleep   PrepareForSleep, PrepareForShutdown ──▶ before and after
//
// A daemon that the person's systemd started is in no session. So the session
// is looked for among those of its user, and again at every log in and log out.
//
// The signals Lock and Unlock are requests to lock, not the lock: they are not
// listened to. Nothing is polled: logind speaks when something changes.
package logind
