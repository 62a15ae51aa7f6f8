package api

// Figures are days in figures. They name nothing.
type Figures struct {
	First    string           `json:"first"`
	Last     string           `json:"last"`
	Days     int              `json:"days"`
	Known    int              `json:"known_days"` // with any activity
	Covered  int              `json:"covered_percent"`
	Classes  map[string]int64 `json:"class_seconds"`
	Focus    int64            `json:"focus_seconds"`
	Blocks   BlockOutcomes    `json:"blocks"`
	OnTask   *float64         `json:"on_task,omitempty"` // of the time in blocks that can be judged, 0 to 1
	Breaks   BreakOutcomes    `json:"breaks"`
	Switches float64          `json:"switches_per_hour,omitempty"` // of category, the median of days
}

// BlockOutcomes is how many blocks became what.
type BlockOutcomes struct {
	Completed int `json:"completed"`
	Partial   int `json:"partial"`
	Abandoned int `json:"abandoned"`
}

// BreakOutcomes is how many breaks became what.
type BreakOutcomes struct {
	Taken    int `json:"taken"`
	Natural  int `json:"natural"`
	CutShort int `json:"cut_short"`
	Skipped  int `json:"skipped"`
}
