package witness

import (
	"strings"

	"focusd/tracker"
)

// sign is a sort of evidence: its name on a page, and what it means.
type sign struct {
	evidence    tracker.Evidence
	name, words string
}

// signs are the sorts there are, the heaviest first.
func signs() [4]sign {
	return [4]sign{
		{tracker.Meeting, "meeting", "a microphone or a camera is in use"},
		{tracker.Playing, "playing", "the app in front plays or fills the screen"},
		{tracker.Reading, "reading", "what is in front is there to be read"},
		{tracker.Inhibited, "inhibited", "something asks the desktop to stay awake"},
	}
}

// EvidenceText is the Text of a note of evidence.
func EvidenceText(e tracker.Evidence) string {
	var names []string
	for _, s := range signs() {
		if e&s.evidence != 0 {
			names = append(names, s.name)
		}
	}
	return strings.Join(names, " ")
}

// evidenceWords is the Text of a note of evidence for people.
func evidenceWords(text string) string {
	var words []string
	for _, name := range strings.Fields(text) {
		for _, s := range signs() {
			if s.name == name {
				words = append(words, s.words)
			}
		}
	}
	return strings.Join(words, " and ")
}

// ParseEvidence is the reverse of EvidenceText. What it does not know is none.
func ParseEvidence(text string) (e tracker.Evidence) {
	for _, name := range strings.Fields(text) {
		for _, s := range signs() {
			if s.name == name {
				e |= s.evidence
			}
		}
	}
	return e
}
