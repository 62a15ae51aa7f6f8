//go:build !linux

package terminal

// What may happen at a terminal, or in the folder of them.
const drawn, typed, opened, closed uint32 = 0, 0, 0, 0

// doorbell never rings.
type doorbell struct{}

func newDoorbell() *doorbell { return nil }

func (*doorbell) close() {}

func (*doorbell) once([]string, uint32) bool { return false }

func (*doorbell) quiet() {}

func (*doorbell) rings() <-chan struct{} { return nil }

// listen never rings.
func listen([]string) (bell <-chan struct{}, stop func()) { return nil, func() {} }
