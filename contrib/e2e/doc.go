// Package e2e drives the real programs on a real desktop, as a person would:
// windows get and lose the focus, keys are pressed, icons are clicked, daemons
// are killed, disks run full. Nothing is replaced by a stand-in but the person.
//
// The tests need programs of Debian and take minutes, so they run only where
// FOCUSD_REQUIRE_DESKTOP is 1; contrib/test installs what is missing and sets
// it. FOCUSD_ARTIFACTS names a folder for screenshots, and for the logs of
// machines on which a test has failed.
//
// The machines stand in contrib/e2e/rig. Each file here is one promise of the
// README, and the names of the tests say which.
package e2e
