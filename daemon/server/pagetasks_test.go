package server

import (
	"encoding/json"
	"html"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
)

// sent is what something on a page sends.
type sent struct{ path, body string }

var (
	pageTag    = regexp.MustCompile(`<(button|input|form|select|textarea|option)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>`)
	pageForm   = regexp.MustCompile(`(?s)<form[^>]*data-post.*?</form>`)
	pageButton = regexp.MustCompile(`<button[^>]* name=[^>]*>`)
	pageSelect = regexp.MustCompile(`(?s)<select[^>]*>.*?</select>`)
	pageAttr   = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
)

func attributes(tag string) map[string]string {
	all := make(map[string]string)
	for _, m := range pageAttr.FindAllStringSubmatch(tag, -1) {
		all[m[1]] = html.UnescapeString(m[2])
	}
	return all
}

// pressed is what the buttons, boxes and forms of a page send, each with what takes
// it back where a second press does. Forms are sent with all fields, and with
// those alone that must be there.
func pressed(t *testing.T, page string, typed map[string]string) (all [][]sent) {
	t.Helper()
	for _, m := range pageTag.FindAllStringSubmatch(page, -1) {
		a := attributes(m[2])
		post := a["data-post"]
		_, checked := a["checked"]
		switch {
		case post == "" || m[1] == "form":
		case m[1] == "input" && checked:
			all = append(all, []sent{{post, a["data-unbody"]}})
		case m[1] == "input":
			all = append(all, []sent{{post, a["data-body"]}, {post, a["data-unbody"]}})
		default:
			all = append(all, []sent{{post, a["data-body"]}})
		}
	}
	for _, form := range pageForm.FindAllString(page, -1) {
		buttons := pageButton.FindAllString(form, -1)
		if len(buttons) == 0 {
			all = append(all, []sent{filled(t, form, typed, true)}, []sent{filled(t, form, typed, false)})
		}
		for _, button := range buttons { // each sends the form, and says what for
			all = append(all, []sent{filled(t, pageButton.ReplaceAllStringFunc(form, func(b string) string {
				return map[bool]string{true: b}[b == button]
			}), typed, true)})
		}
	}
	return all
}

// filled is what a form sends with all its fields, or with those that are required
// alone. Of its buttons with a name it has the one that is pressed.
func filled(t *testing.T, form string, typed map[string]string, whole bool) sent {
	t.Helper()
	// Of a list the option that is chosen stands for the field.
	form = pageSelect.ReplaceAllStringFunc(form, func(s string) string {
		options := pageTag.FindAllStringSubmatch(s, -1)
		chosen := attributes(options[1][2])["value"]
		for _, o := range options[1:] {
			if a := attributes(o[2]); strings.Contains(o[2], "selected") || whole && chosen == "" {
				chosen = a["value"]
			}
		}
		return strings.Replace(options[0][0], "<select", `<select value="`+html.EscapeString(chosen)+`"`, 1)
	})
	tags := pageTag.FindAllStringSubmatch(form, -1)
	a := attributes(tags[0][2])
	body := make(map[string]any)
	if err := json.Unmarshal([]byte(a["data-body"]), &body); err != nil {
		t.Fatalf("%s: %v", tags[0][0], err)
	}
	for _, m := range tags[1:] {
		f := attributes(m[2])
		name := f["name"]
		if name == "" {
			continue
		}
		text, known := f["value"], true
		if text == "" && m[1] != "select" {
			text, known = typed[name]
		}
		if m[1] == "input" {
			text, _, _ = strings.Cut(text, "\n")
		}
		if f["max"] != "" && f["type"] == "date" {
			text = f["max"]
		}
		_, required := f["required"]
		if !known {
			t.Fatalf("the test does not know what to type into %s", name)
		}
		if f["value"] == "" && !required && !whole {
			text = ""
		}
		var value any = text
		switch {
		case f["type"] == "checkbox":
			if !whole {
				continue
			}
			value = true
		case f["data-type"] == "text":
		case text == "":
			continue
		case f["data-type"] == "number":
			n, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			value = n
		case f["data-type"] == "list":
			value = strings.Split(text, ", ")
		case f["data-type"] == "boolean":
			value = text == "true"
		}
		inner, path := body, strings.Split(name, ".")
		for _, p := range path[:len(path)-1] {
			if inner[p] == nil {
				inner[p] = make(map[string]any)
			}
			inner = inner[p].(map[string]any)
		}
		inner[path[len(path)-1]] = value
		if more := f["data-body"]; more != "" {
			if err := json.Unmarshal([]byte(more), &body); err != nil {
				t.Fatalf("%s: %v", m[0], err)
			}
		}
	}
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return sent{a["data-post"], string(text)}
}

// busy is a desk with one of everything that a page of tasks can show.
func busy(t *testing.T) *desk {
	t.Helper()
	time.Sleep(6 * time.Hour) // past the beginning of the day
	d := newDesk(t)
	d.addHabit("pages", api.HabitForm{Measure: says("count"), Target: 10, Ramp: &api.Ramp{Start: 10, Step: 2, Ceiling: 30}})
	d.addHabit("stretch", api.HabitForm{})
	for range 12 {
		d.do(api.AgendaCommand{Do: "tick", Query: "pages"})
		time.Sleep(24 * time.Hour)
	}
	goal := "Spanish"
	d.do(api.AgendaCommand{Do: "goal_add", Goal: &api.GoalForm{Name: &goal, Target: says(300.), Unit: says("minutes"), Period: says("weekly")}})
	d.do(api.AgendaCommand{Do: "goal_add", Goal: &api.GoalForm{Name: says("listening"), Dream: &goal}})
	d.addHabit("walk", api.HabitForm{Measure: says("minutes"), Target: 20, PerWeek: says(3)})
	d.addHabit("sleep", api.HabitForm{})
	d.do(api.AgendaCommand{Do: "excuse", Query: "sleep"})
	d.addTimeBlock("writing", 60)
	d.addTimeBlock("reading", 30)
	d.do(api.AgendaCommand{Do: "excuse", Query: "reading", Kind: "time_block"})
	d.do(api.AgendaCommand{Do: "vacation", From: "+5d", To: "+9d", Of: []string{"walk"}})
	report := d.add("report ~6h due:today !1 > outline > draft")
	phone := d.add("call dentist ~4m @phone due:today goal:Spanish")
	d.add("water plants ~5h every:2d %low due:today")
	d.add("contract wait:Anna")
	d.add("tyres ~8h due:today")
	d.add("tidy later:mon")
	d.do(api.AgendaCommand{Do: "reward_add", Text: "coffee on the balcony"})
	kept := d.add("monthly > a > b")
	d.do(api.AgendaCommand{Do: "six", List: []string{report, phone}})
	d.do(api.AgendaCommand{Do: "done", Query: "monthly"})
	d.do(api.AgendaCommand{Do: "save_template", ID: kept, Name: "month"})
	d.do(api.AgendaCommand{Do: "do", ID: report})
	time.Sleep(time.Minute)
	return d
}

// TestPagesSendWhatIsHeeded presses every button of the pages of tasks and of looking
// back, ticks every box and sends every form. None is refused, and each is taken back before
// the next.
func TestPagesSendWhatIsHeeded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := busy(t)
		h := d.Transport.(direct).handler
		page := ""
		for _, path := range []string{"/tasks", "/look", "/look?period=day", "/look?period=month", "/look?period=year"} {
			res := httptest.NewRecorder()
			h.ServeHTTP(res, request("GET", path, header{"Host": "focusd", "Accept": "text/html"}))
			if res.Code != 200 || strings.Contains(res.Body.String(), "could not be read") {
				t.Fatalf("%s: %d %s", path, res.Code, res.Body)
			}
			page += res.Body.String()
		}
		typed := map[string]string{
			"line": "something ~5m", "day": "+3d", "text": "one\ntwo", "next": "page 3", "amount": "2", "name": "another", "reason": "flu", "from": "2000-02-01", "to": "2000-02-03",
			"time_block.name": "exercise", "time_block.days": "mon-fri", "time_block.window": "9:00-11:00", "time_block.match": "category:writing", "time_block.deep": "", "time_block.minutes": "20",
			"time_block.batch": "", "force": "", "habit.match": "app:piano", "goal.match": "app:piano", "habit.ramp.percent": "", "habit.quiet": "", "habit.at_most": "",
			"habit.name": "piano", "habit.days": "mon-fri", "habit.per_week": "", "habit.target": "", "habit.ramp.start": "", "habit.ramp.step": "", "habit.ramp.ceiling": "",
			"goal.name": "Piano", "goal.target": "30", "goal.until": "2000-06-30",
		}
		did := make(map[string]int)
		for _, presses := range pressed(t, page, typed) {
			for _, s := range presses {
				var said struct{ Do string }
				if err := json.Unmarshal([]byte(s.body), &said); err != nil {
					t.Fatalf("%s: %v", s.body, err)
				}
				did[said.Do]++
				if said.Do == "undo" {
					continue
				}
				res := httptest.NewRecorder()
				r := httptest.NewRequest("POST", s.path, strings.NewReader(s.body))
				r.Host = "focusd"
				r.Header.Set("Content-Type", "application/json")
				h.ServeHTTP(res, r)
				if res.Code != 200 {
					t.Errorf("%s is refused: %s", s.body, res.Body)
					continue
				}
				var done api.AgendaDone
				if err := json.Unmarshal(res.Body.Bytes(), &done); err != nil {
					t.Fatal(err)
				}
				if s.path == "/v1/timer" {
					if _, err := d.Timer(t.Context(), api.Command{Do: "stop"}); err != nil {
						t.Fatal(err)
					}
				} else if done.Verb != "" && len(presses) == 1 {
					d.do(api.AgendaCommand{Do: "undo"})
				}
			}
		}
		for _, want := range []string{
			"add", "edit", "split", "do", "leave", "done", "later", "today", "not_today", "drop", "skip", "reopen", "six", "one", "save_template", "use_template", "remove_template",
			"block_add", "block_edit", "block_end", "habit_add", "habit_edit", "habit_end", "habit_kick", "ramp", "tick", "untick", "excuse", "unexcuse", "vacation", "vacation_end",
			"order", "reward_add", "reward_take", "reward_rm", "goal_add", "goal_edit", "goal_end", "undo", "start", "exercise_start",
		} {
			if did[want] == 0 {
				t.Errorf("nothing on the page sends %s; it has %v", want, slices.Sorted(maps.Keys(did)))
			}
		}
	})
}
