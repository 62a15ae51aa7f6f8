// Package ptytest gives tests a terminal to type at, without a window: the pair
// of a pty, with one end in the hands of the test and programs at the other.
package ptytest
