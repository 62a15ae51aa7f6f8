// Package media finds signs of a person who touches nothing: a microphone or a
// camera in use, something that plays, a program that asks the desktop not to
// go idle.
//
//	microphone  who records, from the sound server    meeting
//	camera      who has /dev/video* open              meeting
//	players     MPRIS on the session bus              playing
//	inhibitors  session manager and power management  inhibited
//
// The parts are independent: one that is not there says why and does not keep
// the others from telling. It begins to tell when what it lacks appears.
//
// Nothing is polled, and nothing is started: services that are not running are
// not asked, as asking would start them. What is played or said is not read:
// only that it is, and by which program.
package media
