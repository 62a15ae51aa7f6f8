// Package afternoon says where it is afternoon now. Tests that run programs by the
// real clock live there: a day there is long enough to have something in it, and has
// hours to go until it ends at four in the morning, whenever the tests are run.
package afternoon

import (
	"fmt"
	"time"
)

// Zone is the zone where it is past two in the afternoon. There is one at any time.
func Zone(now time.Time) string {
	if east := 14 - now.UTC().Hour(); east != 0 {
		return fmt.Sprintf("Etc/GMT%+d", -east) // the names count to the west
	}
	return "UTC"
}
