package terminal

import "golang.org/x/sys/unix"

// read reads as much of a file as there is room for, which is all that the
// kernel has to say in most of its files. It is what os.ReadFile does with half
// of the system calls.
func read(path string, buffer []byte) ([]byte, error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	for {
		n, err := unix.Read(fd, buffer)
		if err == unix.EINTR {
			continue
		}
		return buffer[:max(0, n)], err
	}
}
