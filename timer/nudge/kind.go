package nudge

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is what is said. Its String is the metric label and the word in the
// settings: it may be added to, never changed.
type Kind uint8

// The zero Kind says nothing.
const (
	Nothing Kind = iota

	// Questions.
	Return  // a running block lost time: what was it? From, To: the gap
	Gap     // nobody was there: what was it? From, To: the absence
	Morning // which task matters most today? Task: the first of the six; Goals
	Record  // this looked like a block: keep it as one? From, To

	// Reminders.
	Rest    // a rest is due. Long, For: its length
	Resting // the rest has begun by itself. From, Long, For

	// Nudges about the block.
	Start // working without a block: start one? From: since when; Task
	Drift // in a block, but somewhere else. From: since when

	// Notices.
	Overload   // more to do today than time
	Tasks      // too many tasks on today's list
	TimeBlocks // too many time blocks planned
	Juggling   // more than one task at a time, again and again
	Switching  // from one thing to the next more often than usual
	Unrested   // no rest for long. For: the active time
	Skips      // one break after the other skipped
	Limit      // active for longer than the daily limit. For: the active time
	Goals      // goals that nothing was done for. Goals
	Wins       // what got done today

	// Offers.
	Pieces // tasks that fit the gap. For: its length; zero: not known
	Reward // one of the person's own list. Number: which, counting from zero for ever

	// After a crash.
	Recovered // a block was closed because no daemon ran: keep the time? From: where it was closed, To
)

var kindWords = []string{
	"nothing",
	"return", "gap", "morning", "record",
	"rest", "resting",
	"start", "drift",
	"overload", "tasks", "time_blocks", "juggling", "switching", "unrested", "skips", "limit", "goals", "wins",
	"pieces", "reward",
	"recovered",
}

// Kinds are all there are.
func Kinds() []Kind {
	var all []Kind
	for k := Return; k <= Recovered; k++ {
		all = append(all, k)
	}
	return all
}

// Question tells whether k is counted in the daily budget.
func (k Kind) Question() bool { return Return <= k && k <= Record }

// daily tells whether k is said once a logical day at most.
func (k Kind) daily() bool { return k == Morning || k == Record || Overload <= k && k <= Wins }

// leisurely tells whether k waits for a natural pause.
func (k Kind) leisurely() bool { return k == Gap || k.daily() }

func (k Kind) String() string { return word(kindWords, "Kind", k) }

// ParseKind is the reverse of String. Nothing is not a kind to ask for.
func ParseKind(s string) (Kind, error) { return parse[Kind](kindWords, "kind of nudge", s) }

func (k Kind) MarshalText() ([]byte, error) { return marshal(kindWords, "kind of nudge", k) }

func (k *Kind) UnmarshalText(text []byte) error {
	return unmarshal(kindWords, "kind of nudge", text, k)
}

// Answer is what the person says to a nudge, or what became of it without
// them. Its String is the metric label: it may be added to, never changed.
type Answer uint8

const (
	None    Answer = iota
	Expired        // nobody answered
	Moot           // there is nothing to answer any more, or something else took its place

	Dismissed   // go away; every nudge takes it
	Keep        // Return, Recovered: it was work on the same thing
	OfflineWork // Return, Gap: it was work, somewhere else
	WasBreak    // Return, Gap: it was a break
	Drop        // Return, Gap, Recovered: it was nothing
	Choose      // Morning: the one task; which one is the caller's business
	Accept      // Record, Start, Pieces, Reward: yes
	Take        // Rest: begin it now
	Postpone    // Rest: later, by Said.For
	Skip        // Rest: not this time
	Back        // Drift: back to the block
	Belongs     // Drift: it is part of the block
	Pause       // Drift: pause the block
)

var answerWords = []string{
	"none", "expired", "moot",
	"dismissed", "keep", "offline_work", "break", "drop", "choose", "accept",
	"take", "postpone", "skip", "back", "belongs", "pause",
}

func (a Answer) String() string { return word(answerWords, "Answer", a) }

// ParseAnswer is the reverse of String.
func ParseAnswer(s string) (Answer, error) { return parse[Answer](answerWords, "answer", s) }

func (a Answer) MarshalText() ([]byte, error) { return marshal(answerWords, "answer", a) }

func (a *Answer) UnmarshalText(text []byte) error { return unmarshal(answerWords, "answer", text, a) }

func word[T ~uint8](words []string, noun string, v T) string {
	if int(v) < len(words) {
		return words[v]
	}
	return fmt.Sprintf("%s(%d)", noun, uint8(v))
}

// parse reads a word that a person may use: not the first, which is none.
func parse[T ~uint8](words []string, noun, s string) (T, error) {
	if i := slices.Index(words, s); i > 0 {
		return T(i), nil
	}
	return 0, fmt.Errorf("%q is not a %s: use one of %s", s, noun, strings.Join(words[1:], ", "))
}

func marshal[T ~uint8](words []string, noun string, v T) ([]byte, error) {
	if int(v) >= len(words) {
		return nil, fmt.Errorf("%d is not a %s", uint8(v), noun)
	}
	return []byte(words[v]), nil
}

func unmarshal[T ~uint8](words []string, noun string, text []byte, v *T) error {
	i := slices.Index(words, string(text))
	if i < 0 {
		return fmt.Errorf("%q is not a %s: use one of %s", text, noun, strings.Join(words, ", "))
	}
	*v = T(i)
	return nil
}
