package agenda

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"focusd/timer/agenda/recur"
	"focusd/tracker"
)

var update = flag.Bool("update", false, "write the golden files anew")

// kinds are all there are, with an empty item of each.
func kinds() map[Kind]Item {
	return map[Kind]Item{
		KindTask: Task{}, KindEnded: Task{}, KindTimeBlock: TimeBlock{}, KindHabit: Habit{}, KindGoal: Goal{}, KindDiary: Diary{}, KindMonth: Month{},
		KindVacation: Vacation{}, KindReward: Reward{}, KindTemplate: Template{}, KindExercise: Exercise{},
	}
}

// fill gives every field of v what draw makes of its type, and puts two in each
// list.
func fill(v reflect.Value, name string, draw func(v reflect.Value, name string)) {
	switch v.Interface().(type) {
	case time.Time, time.Duration, tracker.Day, recur.Rule:
		draw(v, name)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name, draw)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), name, draw)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Name, draw)
		}
	default:
		draw(v, name)
	}
}

// plain is the same in each run, and never zero.
func plain(v reflect.Value, name string) {
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		*p = time.Date(2026, 11, 22, 8, 30, 0, 500_000_000, time.UTC)
	case *time.Duration:
		*p = 90 * time.Minute
	case *tracker.Day:
		*p = tracker.Day{Year: 2026, Month: time.November, Day: 22}
	case *recur.Rule:
		*p = recur.Rule{Freq: recur.Weekly, Interval: 2, Weekdays: []recur.Weekday{{Day: time.Tuesday}}}
	default:
		switch {
		case v.Kind() == reflect.String:
			v.SetString(strings.ToLower(name))
		case v.Kind() == reflect.Bool:
			v.SetBool(true)
		case v.CanFloat():
			v.SetFloat(12.5)
		case v.CanInt():
			v.SetInt(3)
		case v.CanUint():
			v.SetUint(1)
		}
	}
}

// full is an item of a kind of which every field says something.
func full(kind Kind, empty Item, draw func(v reflect.Value, name string)) Item {
	v := reflect.New(reflect.TypeOf(empty)).Elem()
	fill(v, "", draw)
	if task, ok := v.Interface().(Task); ok && kind == KindTask {
		task.Outcome, task.Ended = Open, time.Time{}
		return task
	} else if ok {
		task.Outcome = Done
		return task
	}
	return v.Interface().(Item)
}

func TestDocumentsAreTheGoldenOnes(t *testing.T) {
	for kind, empty := range kinds() {
		t.Run(string(kind), func(t *testing.T) {
			item := full(kind, empty, plain)
			data, err := Encode(item)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, data, "", "\t"); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "document", string(kind)+".json")
			if *update {
				if err := os.WriteFile(path, append(got.Bytes(), '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()+"\n"); diff != "" {
				t.Errorf("the document of a %s has changed, and those that are kept have not, -want +got:\n%s", kind, diff)
			}
			back, err := Decode(kind, item.Ref().ID, want)
			if diff := cmp.Diff(item, back); err != nil || diff != "" {
				t.Errorf("Decode: %v, -want +got:\n%s", err, diff)
			}
		})
	}
}

func TestDocumentsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := kinds()
		kind := rapid.SampledFrom(sortedKinds(all)).Draw(t, "kind")
		item := full(kind, all[kind], func(v reflect.Value, name string) { random(t, v, name) })
		data, err := Encode(item)
		if err != nil {
			t.Fatalf("Encode(%+v): %v", item, err)
		}
		back, err := Decode(item.Ref().Kind, item.Ref().ID, data)
		if diff := cmp.Diff(item, back); err != nil || diff != "" {
			t.Fatalf("Decode(%s): %v, -want +got:\n%s", data, err, diff)
		}
	})
}

func sortedKinds(all map[Kind]Item) (list []Kind) {
	for _, item := range sorted(all) {
		if ref := item.Ref(); ref.Kind != KindTask {
			list = append(list, ref.Kind)
		}
	}
	return append(list, KindTask, KindEnded)
}

// random is anything that a field can say, often nothing.
func random(t *rapid.T, v reflect.Value, name string) {
	if rapid.Bool().Draw(t, name+" is said") {
		plain(v, name)
		return
	}
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		*p = time.Unix(0, rapid.Int64Range(0, 4e18).Draw(t, name)).UTC()
	case *time.Duration:
		*p = time.Duration(rapid.Int64().Draw(t, name))
	case *tracker.Day:
		*p = day("2026-11-22").Add(rapid.IntRange(-20000, 20000).Draw(t, name))
	case *recur.Rule:
		*p, _ = recur.Parse(rapid.SampledFrom([]string{"daily", "mon-fri", "last day of month", "every 3 days from completion"}).Draw(t, name))
	default:
		switch {
		case v.Kind() == reflect.String && v.Type() == reflect.TypeFor[string]():
			v.SetString(strings.ToValidUTF8(rapid.String().Draw(t, name), ""))
		case v.CanFloat():
			v.SetFloat(rapid.Float64Range(-1e9, 1e9).Draw(t, name))
		case v.CanInt():
			v.SetInt(rapid.Int64Range(-1<<30, 1<<30).Draw(t, name))
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	task := func(rest string) string { return `{"v":1,"id":"01KA","title":"secret"` + rest + `}` }
	for _, c := range []struct {
		name string
		kind Kind
		id   string
		data string
		says string
	}{
		{"nothing", KindTask, "01KA", ``, "EOF"},
		{"no object", KindTask, "01KA", `[]`, "cannot unmarshal"},
		{"null", KindTask, "01KA", `null`, "no version"},
		{"two objects", KindTask, "01KA", task("") + "{}", "something follows"},
		{"no version", KindTask, "01KA", `{"id":"01KA"}`, "no version"},
		{"a version that is none", KindTask, "01KA", `{"v":"1","id":"01KA"}`, "no version"},
		{"a newer version", KindTask, "01KA", `{"v":2,"id":"01KA"}`, "use a newer one"},
		{"a field of a newer version", KindTask, "01KA", task(`,"colour":"red"`), "does not know"},
		{"a field of a newer version within", KindTask, "01KA", task(`,"repeat":{"colour":"red"}`), "repeat: it has fields"},
		{"another item", KindTask, "01KB", task(""), "it is of task 01KA"},
		{"another kind", KindGoal, "01KA", task(""), "does not know"},
		{"no kind", "colour", "01KA", task(""), "no such kind"},
		{"an open task among the ended", KindEnded, "01KA", task(""), "it is of task 01KA"},
		{"a number for a text", KindTask, "01KA", task(`,"area":1`), "area: "},
		{"a text for a number", KindTask, "01KA", task(`,"rank":"1"`), "rank: "},
		{"a fraction for a number", KindTask, "01KA", task(`,"rank":1.5`), "rank: "},
		{"a number that is too large", KindTask, "01KA", task(`,"rank":99999999999999999999`), "rank: "},
		{"a text for a bool", KindTask, "01KA", task(`,"urgent":"yes"`), "urgent: "},
		{"a list for a text", KindTask, "01KA", task(`,"area":[]`), "area: "},
		{"a text for a list", KindTask, "01KA", task(`,"contexts":"a"`), "contexts: "},
		{"an object for a text", KindTask, "01KA", task(`,"area":{}`), "area: "},
		{"a day that is none", KindTask, "01KA", task(`,"due":"2026-02-30"`), "due: "},
		{"a number for a day", KindTask, "01KA", task(`,"due":1}`), ""},
		{"an instant that is none", KindTask, "01KA", task(`,"made":"today"`), "made: "},
		{"a length that is none", KindTask, "01KA", task(`,"estimate":"4"`), "estimate: "},
		{"a word that is none", KindTask, "01KA", task(`,"outcome":"lost"`), "outcome: "},
		{"a rule that is none", KindTask, "01KA", task(`,"repeat":{"series":{"rule":"x"}}`), "rule: "},
		{"null for a text", KindTask, "01KA", task(`,"area":null`), "area: "},
	} {
		item, err := Decode(c.kind, c.id, []byte(c.data))
		if !errors.Is(err, ErrDocument) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("Decode of %s = %+v, %v, want ErrDocument with %q, and nothing of what it says", c.name, item, err, c.says)
		}
	}
}

func TestATagKeepsTheNameOfAField(t *testing.T) {
	var v struct {
		Renamed string `json:"name,omitempty"`
		DueAt   int
		ID      string
	}
	for i, want := range []string{"name", "due_at", "id"} {
		if got := fieldName(reflect.TypeOf(v).Field(i)); got != want {
			t.Errorf("the form calls field %d %q, want %q", i, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for kind, empty := range kinds() {
		data, err := Encode(full(kind, empty, plain))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(kind), data)
	}
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		item, err := decode(Kind(kind), data)
		if err != nil {
			return
		}
		once, err := Encode(item)
		if err != nil {
			t.Fatalf("Encode of what was decoded: %v", err)
		}
		again, err := decode(item.Ref().Kind, once)
		if err != nil {
			t.Fatalf("decode(%s): %v", once, err)
		}
		if twice, err := Encode(again); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s is written again as %s, %v", once, twice, err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	item := full(KindTask, Task{}, plain)
	data, err := Encode(item)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Decode(KindTask, item.Ref().ID, data); err != nil {
			b.Fatal(err)
		}
	}
}
