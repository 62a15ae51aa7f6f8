package daemon

import "fmt"

// Size is a number of bytes for people.
func Size(bytes int64) string {
	units := []string{"KiB", "MiB", "GiB"}
	n := float64(bytes) / 1024
	for n >= 1024 && len(units) > 1 {
		n, units = n/1024, units[1:]
	}
	if n < 10 {
		return fmt.Sprintf("%.1f %s", n, units[0])
	}
	return fmt.Sprintf("%.0f %s", n, units[0])
}
