package afternoon

import (
	"testing"
	"time"
)

func TestThereIsAlwaysAnAfternoon(t *testing.T) {
	t.Parallel()
	for hour := range 24 {
		now := time.Date(2026, 2, 28, hour, 59, 59, 0, time.FixedZone("", 3600))
		zone, err := time.LoadLocation(Zone(now))
		if err != nil {
			t.Errorf("Zone(%v): %v", now, err)
			continue
		}
		if got := now.In(zone); got.Hour() != 14 {
			t.Errorf("Zone(%v) = %v, where it is %v; want past two in the afternoon", now, zone, got)
		}
	}
}
