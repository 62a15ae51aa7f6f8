//go:build !linux

package terminal

import "errors"

// readNode fails: other systems say nothing of what runs on a terminal.
func readNode(string) (node, error) { return node{}, errors.ErrUnsupported }

func showsGraphics(string) bool { return false }
