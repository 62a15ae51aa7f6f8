package credit

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"focusd/daemon/report"
	"focusd/timer"
	"focusd/tracker/entry"
)

// said is a day of which something of each kind is said.
func said() report.Facts {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	return report.Facts{
		From: at, To: at.Add(24 * time.Hour),
		Entries: []entry.Entry{{ID: "a", Start: at, End: at.Add(time.Hour), Made: at}},
		Breaks:  []timer.Break{{Started: at, Ended: at.Add(time.Minute)}},
		Blocks: []report.Work{{Block: timer.Block{
			Started: at, Ended: at.Add(time.Hour),
			Gaps:     []timer.Gap{{Start: at, End: at.Add(time.Minute)}},
			Segments: []timer.Segment{{Start: at, Label: "writing"}},
		}}},
	}
}

// TestTheImprintHasEveryField changes one field after another of all that can be
// said of a day: a field that a later release adds to one of them fails here until
// the imprint has it.
func TestTheImprintHasEveryField(t *testing.T) {
	want := imprintOf(said()).number()
	if got := imprintOf(said()).number(); got != want {
		t.Fatalf("the same facts have the numbers %x and %x", got, want)
	}
	for _, part := range []struct {
		name string
		of   func(*report.Facts) any
		but  []string // what no sum depends on, or is a part of its own
	}{
		{"entry", func(f *report.Facts) any { return &f.Entries[0] }, nil},
		{"break", func(f *report.Facts) any { return &f.Breaks[0] }, nil},
		{"work", func(f *report.Facts) any { return &f.Blocks[0] }, []string{"Block", "Own"}},
		{"block", func(f *report.Facts) any { return &f.Blocks[0].Block }, []string{"Gaps", "Segments", "Preset"}},
		{"gap", func(f *report.Facts) any { return &f.Blocks[0].Gaps[0] }, nil},
		{"segment", func(f *report.Facts) any { return &f.Blocks[0].Segments[0] }, nil},
	} {
		for i := range reflect.TypeOf(part.of(new(said()))).Elem().NumField() {
			f := said()
			v := reflect.ValueOf(part.of(&f)).Elem()
			field := v.Type().Field(i)
			if !slices.Contains(part.but, field.Name) {
				t.Run(part.name+" "+field.Name, func(t *testing.T) {
					change(t, v.Field(i))
					if imprintOf(f).number() == want {
						t.Error("it can change and the imprint is the same")
					}
				})
			}
		}
	}
}

// change gives v another value.
func change(t *testing.T, v reflect.Value) {
	t.Helper()
	if at, ok := v.Interface().(time.Time); ok {
		v.Set(reflect.ValueOf(at.Add(time.Second)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(v.Uint() + 1)
	default:
		t.Fatalf("a %v: say what another one is", v.Kind())
	}
}

func TestTheImprintTellsPartsApart(t *testing.T) {
	one, other := said(), said()
	one.Entries[0].Text, one.Entries[0].Category = "ab", "c"
	other.Entries[0].Text, other.Entries[0].Category = "a", "bc"
	if imprintOf(one).number() == imprintOf(other).number() {
		t.Error("where one text ends and the next begins is not told")
	}
	other = said()
	other.Blocks, other.Breaks = nil, nil
	if imprintOf(said()).number() == imprintOf(other).number() {
		t.Error("what is missing is not told")
	}
	other = said()
	other.Blocks = append(other.Blocks, report.Work{Block: timer.Block{Started: other.From}})
	if imprintOf(said()).number() != imprintOf(other).number() {
		t.Error("a block that goes on is told, of which no sum is final")
	}
}
