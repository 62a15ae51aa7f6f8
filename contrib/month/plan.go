package month

import "strings"

// work is what the blocks of the month are about: the first of these that is not
// done yet, a few blocks each.
func work() []string {
	return []string{
		"Outline the tide chapter ~50m goal:Almanac", "Build the tide table ~60m goal:tables", "Draft the lamp chapter ~90m goal:Part",
		"Index of harbours ~45m goal:Almanac", "Sketch the cover ~50m goal:Almanac", "Check the moon phases ~30m goal:tables",
		"Draft the fog chapter ~75m goal:Part", "Round the tide table ~40m goal:tables", "Captions of the charts ~35m goal:Almanac",
		"Read chapter two aloud ~30m goal:Almanac", "Test leap years ~45m goal:tables", "Draft the keeper's chapter ~90m goal:Part",
		"Answer the reviewers ~25m goal:Almanac", "Print the tide table ~40m goal:tables", "Draw the lens ~50m goal:Almanac",
		"Draft the storm chapter ~90m goal:Part", "Explain the spring tide ~40m goal:Almanac", "Speed up the tide table ~60m goal:tables",
		"Second draft of chapter one ~75m goal:Part", "Draw the harbour wall ~45m goal:Almanac", "Letters of the keepers ~50m goal:Almanac",
		"Release the tide table ~30m goal:tables", "Draft the ferry chapter ~90m goal:Part", "Timeline of the lamps ~35m goal:Almanac",
		"Second draft of chapter two ~75m goal:Part", "Read the tables of 1911 ~40m goal:Almanac", "Map of the coast ~60m goal:Almanac",
		"Import old tide tables ~50m goal:tables", "Draft the winter chapter ~90m goal:Part", "Preface, first lines ~25m goal:Almanac",
		"Proofs of part one ~60m goal:Part", "Draw the bell buoy ~45m goal:Almanac", "Tide table for islands ~60m goal:tables",
		"Second draft of chapter three ~75m goal:Part", "Glossary of knots ~40m goal:Almanac", "Draft the last chapter ~90m goal:Part",
		"Second draft of chapter four ~75m goal:Part", "Notes for the talk ~40m goal:Almanac", "Document the tide table ~35m goal:tables",
		"Proofs of part two ~60m goal:Part", "Thank the keepers ~20m goal:Almanac", "Cover, second version ~50m goal:Almanac",
	}
}

// small are micro-tasks; one of them is done on most days.
func small() []string {
	return []string{
		"Call the dentist ~4m @phone", "Water the plants ~3m @home", "Book the ferry ~8m @computer", "Return the library books ~10m @errand",
		"Order ink ~4m @computer", "Back up the charts ~5m @computer", "Tidy the desk ~10m @home", "Reply to the printer ~5m @computer",
		"Renew the passport ~15m @computer", "Sort the receipts ~10m @computer", "Pick a photograph ~5m @computer", "Thank the archive ~5m @computer",
	}
}

// title is what of a line is no mark.
func title(line string) string {
	text, _, _ := strings.Cut(line, " ~")
	return text
}

// craft is the category that most of a block of that label goes to.
func craft(label string) string {
	switch {
	case strings.Contains(label, "table"), strings.Contains(label, "leap"), strings.Contains(label, "moon"):
		return "programming"
	case strings.HasPrefix(label, "Draw"), strings.Contains(label, "over"):
		return "drawing"
	}
	return "writing"
}
