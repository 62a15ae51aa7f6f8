package wayland

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"
)

const (
	ipcMagic   = "i3-ipc"
	ipcHeader  = len(ipcMagic) + 8
	ipcGetTree = 4
	// ipcPatience is short: the process of a window is only a detail of it.
	ipcPatience = 250 * time.Millisecond
	treeLimit   = 16 << 20 // bytes
	pidTries    = 3
)

// sway is the IPC of i3 and sway, which knows the processes of windows. Nothing
// else is asked of it: it goes on naming a window as focused while the screen
// is locked.
type sway struct{ path string }

// findSway looks for the IPC of the compositor that answers at display. The
// variable of the environment may be another compositor's, or stale.
func findSway(display string, compositor peer) (s sway, ok bool) {
	if compositor.pid == 0 {
		return sway{}, false
	}
	own := fmt.Sprintf("sway-ipc.%d.%d.sock", compositor.uid, compositor.pid)
	for _, path := range []string{os.Getenv("SWAYSOCK"), filepath.Join(filepath.Dir(display), own)} {
		nc, err := dialIPC(path)
		if err != nil {
			continue
		}
		pid := peerOf(nc).pid
		nc.Close()
		if pid == compositor.pid {
			return sway{path}, true
		}
	}
	return sway{}, false
}

func dialIPC(path string) (*net.UnixConn, error) {
	if path == "" {
		return nil, errors.New("no path")
	}
	nc, err := net.DialTimeout("unix", path, ipcPatience)
	if err != nil {
		return nil, err
	}
	nc.SetDeadline(time.Now().Add(ipcPatience))
	return nc.(*net.UnixConn), nil
}

// pid is the process of the window that looks like l; 0: it is not certain.
func (s sway) pid(l looks) (int, error) {
	nc, err := dialIPC(s.path)
	if err != nil {
		return 0, err
	}
	defer nc.Close()
	tree, err := askTree(nc)
	if err != nil {
		return 0, err
	}
	return tree.pid(l), nil
}

func askTree(nc net.Conn) (node, error) {
	header := append([]byte(ipcMagic), make([]byte, 8)...)
	ne.PutUint32(header[len(ipcMagic)+4:], ipcGetTree)
	if _, err := nc.Write(header); err != nil {
		return node{}, err
	}
	if _, err := io.ReadFull(nc, header); err != nil {
		return node{}, err
	}
	size := ne.Uint32(header[len(ipcMagic):])
	if string(header[:len(ipcMagic)]) != ipcMagic || size > treeLimit {
		return node{}, errors.New("not the IPC of sway")
	}
	var root node
	err := json.NewDecoder(io.LimitReader(nc, int64(size))).Decode(&root)
	return root, err
}

// node is a container of sway's tree: a window if it has a pid.
type node struct {
	PID        int
	Name       string
	AppID      string `json:"app_id"`
	Properties struct {
		Class string // of a window of XWayland
	} `json:"window_properties"`
	Focused  bool
	Nodes    []node
	Floating []node `json:"floating_nodes"`
}

// pid looks for the one window that looks like l: by app, then by title, then
// by the focus. Windows of one process are one.
func (n *node) pid(l looks) int {
	var byApp, byTitle, focused pids
	n.each(func(n *node) {
		if n.PID <= 0 || l.app == "" || (n.AppID != l.app && n.Properties.Class != l.app) {
			return
		}
		byApp.add(n.PID)
		if n.Name == l.title {
			byTitle.add(n.PID)
			if n.Focused {
				focused.add(n.PID)
			}
		}
	})
	for _, found := range []pids{byApp, byTitle, focused} {
		if found.only > 0 {
			return found.only
		}
	}
	return 0
}

func (n *node) each(visit func(*node)) {
	visit(n)
	for _, children := range [][]node{n.Nodes, n.Floating} {
		for i := range children {
			children[i].each(visit)
		}
	}
}

// pids is a set of processes of which it only matters whether it has one.
type pids struct{ only int } // 0: none yet; -1: several

func (p *pids) add(pid int) {
	if p.only == 0 {
		p.only = pid
	} else if p.only != pid {
		p.only = -1
	}
}
