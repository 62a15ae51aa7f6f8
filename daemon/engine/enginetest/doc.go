// Package enginetest has what a test of the engine, or of anything above it,
// puts in the place of the disk and of the desktop: a store in memory that can
// be told to fail, a source of samples that the test plays, and the suite that
// every engine.Store must pass.
//
// Nothing here belongs in a program. Its API is private to this module.
package enginetest
