// Package icon draws the pictures of the tray.
//
// The shape tells the state and the colour only supports it, so that the
// picture can be read in a monochrome panel and by a colour-blind person:
//
//	empty ring                   idle
//	ring filling clockwise       work; or its minutes, in digits
//	full ring with a plus        overtime
//	ring with two bars           paused
//	cup                          break
//	cup with a dot               break over
//	dotted ring                  no daemon
//	small moon at the corner     reminders held
//	slash across                 tracking off
//
// Everything is drawn from signed distances on a grid of 22 units, see
// shape.go; there are no image files and no fonts. The package knows neither
// the timer nor the panel. It is private to this module.
package icon
