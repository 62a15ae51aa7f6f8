// Package zone tells in which time zone the machine is, by its name, and when
// somebody moves it.
//
// Go reads the zone once in the life of a process. A daemon lives through
// journeys: it asks here instead of taking time.Local.
//
//	$TZ                 pins the zone; then nothing is watched
//	/etc/localtime      what counts: a link into the zone database
//	inotify on /etc ──┐
//	timedate1 ────────┴─▶ the link is read again
//
// timedate1, which desktops set the zone with, is only listened to: it may be
// absent, and asking would start it.
package zone
