package store

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"focusd/timer"
)

// set fills every field below v with something that is not zero.
func set(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if depth < 3 {
			v.Set(reflect.New(v.Type().Elem()))
			set(v.Elem(), depth+1)
		}
	case reflect.Slice:
		if depth < 3 {
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			for i := range 2 {
				set(v.Index(i), depth+1)
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(monday.Add(123456789 * time.Nanosecond)))
			return
		}
		for i := range v.NumField() {
			set(v.Field(i), depth+1)
		}
	case reflect.String:
		v.SetString("25/5")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Uint8:
		v.SetUint(2)
	case reflect.Uint64:
		v.SetUint(7)
	default:
		v.SetInt(90_000_000_007)
	}
}

// A field that package timer gets and record.go forgets is lost at the first
// restart: here it is missed.
func TestNoFieldIsForgotten(t *testing.T) {
	testNoFieldIsForgotten(t, encodeState, decodeState)
	testNoFieldIsForgotten(t, encodeBlock, decodeBlock)
	testNoFieldIsForgotten(t, encodeBreak, decodeBreak)
	testNoFieldIsForgotten(t, encodeRecord, decodeRecord)
}

func testNoFieldIsForgotten[T any](t *testing.T, encode func(T) ([]byte, error), decode func([]byte) (T, error)) {
	var want T
	t.Run(reflect.TypeOf(want).Name(), func(t *testing.T) {
		set(reflect.ValueOf(&want).Elem(), 0)
		data, err := encode(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode(data)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		equal(t, "what came back", got, want)
		var plain struct{ V int }
		if err := json.Unmarshal(data, &plain); err != nil || plain.V != 1 {
			t.Errorf("%s has v %d (%v), want 1", data, plain.V, err)
		}
	})
}

// The words on disk are those of the product's vocabulary.
func TestRecordText(t *testing.T) {
	b := timer.Block{
		Seq: 5, Kind: timer.Burst, Preset: timer.Preset{Name: "5m", Kind: timer.Burst, Work: 5 * time.Minute},
		Planned: 5 * time.Minute, Started: monday, Ended: monday.Add(4 * time.Minute), EndedBy: timer.EndedStop,
		Gaps: []timer.Gap{{Start: monday, End: monday.Add(time.Second), Cause: timer.External}},
	}
	data, err := encodeBlock(b)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"v":1,"seq":5,"kind":"burst","preset":{"name":"5m","kind":"burst","work":"5m0s"},"planned":"5m0s",` +
		`"started":"2025-03-03T00:00:00Z","ended":"2025-03-03T00:04:00Z","ended_by":"stop",` +
		`"gaps":[{"start":"2025-03-03T00:00:00Z","end":"2025-03-03T00:00:01Z","cause":"external"}]}`
	if string(data) != want {
		t.Errorf("block is\n%s, want\n%s", data, want)
	}
}

func TestRecordRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"another version": `{"v":2,"seq":1}`,
		"no version":      `{"seq":1}`,
		"an unknown word": `{"v":1,"ended_by":"magic"}`,
		"a bad length":    `{"v":1,"planned":"long"}`,
		"no JSON":         `{"v":1`,
	} {
		if _, err := decodeBlock([]byte(data)); err == nil {
			t.Errorf("%s: %s was decoded", name, data)
		}
	}
	if got, err := decodeBlock([]byte(`{"v":1,"seq":3,"mood":"good"}`)); err != nil || got.Seq != 3 {
		t.Errorf("a field to come made %v, %v; want it skipped", got, err)
	}
	if data, err := encodeBlock(timer.Block{Kind: 99}); err == nil || !strings.Contains(err.Error(), "kind") {
		t.Errorf("a kind that has no word was encoded: %s, %v", data, err)
	}
}
