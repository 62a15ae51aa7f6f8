package x11

import (
	"os"

	"github.com/shirou/gopsutil/v3/process"
)

// programsKept bounds what is remembered of windows without a class.
const programsKept = 128

// incarnation tells a process from a later one with the same number.
type incarnation struct {
	pid     int32
	created int64 // ms since 1970
}

// programs knows the names of processes. The zero programs is ready to use.
type programs struct {
	names map[incarnation]string
}

// name is the program that runs as pid on machine; "" when that is another
// machine than this one, or the process is gone.
func (p *programs) name(pid int32, machine string) string {
	if pid <= 0 || !isHere(machine) {
		return ""
	}
	proc, err := process.NewProcess(pid)
	if err != nil {
		return ""
	}
	created, err := proc.CreateTime()
	if err != nil {
		return ""
	}
	key := incarnation{pid, created}
	if name, known := p.names[key]; known {
		return name
	}
	name, err := proc.Name()
	if err != nil {
		return ""
	}
	if p.names == nil || len(p.names) >= programsKept {
		p.names = make(map[incarnation]string)
	}
	p.names[key] = name
	return name
}

// isHere says whether a window of machine runs on this one. A window that does
// not say where it runs is taken to run here.
func isHere(machine string) bool {
	if machine == "" {
		return true
	}
	host, err := os.Hostname()
	return err == nil && machine == host
}
