// Package tmux asks a tmux server who is attached to it and what they see.
//
// It does so through the tmux program: the protocol between it and its server
// is its own and differs from version to version. One question is one run of
// it, under two milliseconds of a processor.
//
// A server can also be told to say when something changes, to a client in
// control mode. That is not for a program that only looks on: before tmux 3.7 a
// server that has something to say while such a client is attaching reads
// through a null pointer, and all that the person runs in it is gone (tmux pull
// request 4980). When to ask is for package terminal to find out.
//
// Titles pass through and are not kept.
package tmux
