package page

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// functions are what templates may call.
func functions() template.FuncMap {
	return template.FuncMap{
		"spell":     spell,
		"short":     short,
		"late":      func(left int64) string { return spell(-left) },
		"millis":    func(ms int64) string { return spell(ms / 1000) },
		"seconds":   func(minutes int) int64 { return int64(minutes) * 60 },
		"minutes":   func(m float64) string { return spell(int64(m * 60)) },
		"clockwise": clockwise,
		"words":     words,
		"percent":   func(share float64) string { return strconv.Itoa(int(math.Round(share*100))) + " %" },
		"px":        px,
		"iso":       func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) },
		"body":      body,
		"plural":    plural,
		"join":      strings.Join,
		"exact":     exact,
		"length":    func(from, to time.Time) string { return exact(to.Sub(from)) },
		"part":      part100,
		"ofPlan":    ofPlan,
		"pair":      func(first, second any) pair { return pair{first, second} },
		"add":       func(a, b int) int { return a + b },
	}
}

// spell is a length as people say it, rounded down.
func spell(seconds int64) string {
	minutes := seconds / 60
	switch {
	case seconds < 0:
		return "−" + spell(-seconds)
	case minutes == 0 && seconds > 0:
		return "under a minute"
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60)
}

// ofPlan is how much of a plan was done, which may be more than all of it.
func ofPlan(done, planned int) string {
	if done > planned {
		return fmt.Sprintf("%d, %d planned", done, planned)
	}
	return fmt.Sprintf("%d of %d", done, planned)
}

// short is spell where there is no room for words.
func short(seconds int64) string {
	if seconds > 0 && seconds < 60 {
		return "< 1 min"
	}
	return spell(seconds)
}

// exact is a length to the second.
func exact(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	switch {
	case s < 60:
		return strconv.FormatInt(s, 10) + " s"
	case s < 3600:
		return strconv.FormatInt(s/60, 10) + " min " + strconv.FormatInt(s%60, 10) + " s"
	}
	return strconv.FormatInt(s/3600, 10) + " h " + strconv.FormatInt(s/60%60, 10) + " min"
}

// clockwise is a length as a clock shows it: 12:05, 1:02:00, and late −0:30.
func clockwise(seconds int64) string {
	sign := ""
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	if seconds >= 3600 {
		return fmt.Sprintf("%s%d:%02d:%02d", sign, seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%s%d:%02d", sign, seconds/60, seconds%60)
}

// words is a state, an outcome or a cause as people say it.
func words(state string) string {
	switch state {
	case "idle":
		return "not running"
	case "work":
		return "working"
	case "break_over":
		return "the break is over"
	case "":
		return "running"
	}
	return strings.ReplaceAll(state, "_", " ")
}

// plural is "1 block", "2 blocks".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "ch") {
		one += "e"
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// px is a coordinate of a drawing, to a tenth.
func px(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

// body is what a button or form sends, as JSON: names and values by turns.
func body(pairs ...any) (string, error) {
	if len(pairs)%2 != 0 {
		return "", fmt.Errorf("body has a name without a value: %v", pairs)
	}
	fields := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		fields[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	text, err := json.Marshal(fields)
	if err != nil {
		return "", fmt.Errorf("body: %w", err)
	}
	return string(text), nil
}

// nonempty are the texts that say something.
func nonempty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// capital begins a sentence.
func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// pair hands two things to a template, which takes one.
type pair struct{ First, Second any }

// part100 is how many hundredths one number is of another, from 0 to 100.
func part100(of, whole any) (string, error) {
	a, err := float(of)
	if err != nil {
		return "", err
	}
	b, err := float(whole)
	if err != nil || b <= 0 {
		return "0", err
	}
	return px(min(max(100*a/b, 0), 100)), nil
}

func float(x any) (float64, error) {
	switch x := x.(type) {
	case int:
		return float64(x), nil
	case int64:
		return float64(x), nil
	case float64:
		return x, nil
	}
	return 0, fmt.Errorf("%v is no number", x)
}

// number is an amount without needless digits.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
