// Package privacy says what of a window may be known, before anybody writes it
// down, and what of the log is to be forgotten, after somebody did.
//
//	settings ──Compile──▶ Filter     a window as it may be known
//	                      Erasure    what is to go of the log, and what stays
//
// A Filter stands where windows come in: what it takes away reaches no store,
// no client and no notification, because nothing behind it ever had it. It may
// leave nothing but the category, which package category then takes as decided.
// An Erasure takes away the window and leaves the presence: the time was spent,
// and is accounted for.
//
// The package is pure. How a log is stored does not belong here.
package privacy
