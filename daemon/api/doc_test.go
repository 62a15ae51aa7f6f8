package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"focusd/daemon/api/spectest"
)

// TestRoutesAreDescribedWhereTheListSays: each route of the package comment has
// a heading with the type that it leads to, and there are no others.
func TestRoutesAreDescribedWhereTheListSays(t *testing.T) {
	spec := spectest.Read(t, ".")
	for route, at := range spec.Routes {
		if got, ok := spec.Described[route]; at != got || ok != (at != "") {
			t.Errorf("%s leads to %q, and is described with %q", route, at, got)
		}
		delete(spec.Described, route)
	}
	if len(spec.Described) > 0 {
		t.Errorf("described, but not listed: %v", spec.Described)
	}
}

func TestExamplesAreWhatTheTypesSay(t *testing.T) {
	requests := map[string]reflect.Type{
		"POST /v1/timer":     reflect.TypeFor[Command](),
		"POST /v1/tracking":  reflect.TypeFor[TrackingCommand](),
		"POST /v1/reminders": reflect.TypeFor[TrackingCommand](),
		"POST /v1/answer":    reflect.TypeFor[AnswerCommand](),
		"POST /v1/forget":    reflect.TypeFor[ForgetCommand](),

		"POST /v1/categories":     reflect.TypeFor[CategoryCommand](),
		"POST /v1/rules":          reflect.TypeFor[RuleCommand](),
		"POST /v1/rules/test":     reflect.TypeFor[RuleTest](),
		"POST /v1/rules/preview":  reflect.TypeFor[RuleTrial](),
		"POST /v1/entries":        reflect.TypeFor[EntryCommand](),
		"POST /v1/entries/import": reflect.TypeFor[ImportCommand](),

		"POST /v1/agenda":   reflect.TypeFor[AgendaCommand](),
		"POST /v1/settings": reflect.TypeFor[SettingCommand](),

		"POST /v1/doctor/gnome-extension": reflect.TypeFor[ExtensionCommand](),
	}
	answers := map[string]reflect.Type{
		"GET /v1/status":  reflect.TypeFor[Status](),
		"GET /v1/log":     reflect.TypeFor[Log](),
		"GET /v1/summary": reflect.TypeFor[Summary](),
		"GET /v1/doctor":  reflect.TypeFor[Doctor](),

		"GET /v1/settings":  reflect.TypeFor[Settings](),
		"POST /v1/settings": reflect.TypeFor[SettingChange](),

		"GET /v1/why":     reflect.TypeFor[Why](),
		"POST /v1/backup": reflect.TypeFor[Backup](),
		"POST /v1/forget": reflect.TypeFor[Forgotten](),

		"GET /v1/entries":         reflect.TypeFor[Entries](),
		"POST /v1/entries":        reflect.TypeFor[EntryEdit](),
		"GET /v1/entries/history": reflect.TypeFor[EntryHistory](),
		"GET /v1/day":             reflect.TypeFor[Day](),
		"GET /v1/timeline":        reflect.TypeFor[Timeline](),
		"GET /v1/counts/edition":  reflect.TypeFor[CountsEdition](),
		"GET /v1/counts/plans":    reflect.TypeFor[PlanDays](),
		"GET /v1/entries/gaps":    reflect.TypeFor[Gaps](),
		"POST /v1/entries/import": reflect.TypeFor[Imported](),
		"POST /v1/link":           reflect.TypeFor[Link](),

		"GET /v1/categories":     reflect.TypeFor[Categories](),
		"POST /v1/categories":    reflect.TypeFor[RuleChange](),
		"GET /v1/rules":          reflect.TypeFor[Rules](),
		"POST /v1/rules":         reflect.TypeFor[RuleChange](),
		"POST /v1/rules/test":    reflect.TypeFor[RuleMatches](),
		"POST /v1/rules/preview": reflect.TypeFor[RulePreview](),
		"GET /v1/unclassified":   reflect.TypeFor[Unclassified](),

		"GET /v1/agenda":    reflect.TypeFor[Agenda](),
		"POST /v1/agenda":   reflect.TypeFor[AgendaDone](),
		"GET /v1/tasks":     reflect.TypeFor[Tasks](),
		"GET /v1/next":      reflect.TypeFor[Next](),
		"GET /v1/templates": reflect.TypeFor[Templates](),

		"GET /v1/time-blocks":    reflect.TypeFor[TimeBlocks](),
		"GET /v1/habits":         reflect.TypeFor[Habits](),
		"GET /v1/habits/stretch": reflect.TypeFor[HabitStory](),
		"GET /v1/goals":          reflect.TypeFor[Goals](),
		"GET /v1/rewards":        reflect.TypeFor[Rewards](),
		"GET /v1/plan":           reflect.TypeFor[Plan](),
		"GET /v1/wins":           reflect.TypeFor[Wins](),
		"GET /v1/review":         reflect.TypeFor[Review](),
		"GET /v1/exercise":       reflect.TypeFor[Exercise](),
		"GET /v1/report":         reflect.TypeFor[Report](),

		"POST /v1/doctor/gnome-extension": reflect.TypeFor[Extension](),
	}
	seen := make(map[string]bool)
	for _, e := range spectest.Read(t, ".").Examples {
		var of reflect.Type
		switch {
		case strings.HasSuffix(e.Line, " Conflict"):
			of = reflect.TypeFor[Error]()
		case e.Line == "200 OK":
			of = answers[e.Asked]
			seen["answer of "+e.Asked] = true
		default:
			seen[e.Asked] = true
			if e.Body == "" {
				continue
			}
			of = requests[e.Asked]
		}
		if of == nil {
			t.Errorf("%s: an example of %q, of which this test knows no type", e.Line, e.Asked)
			continue
		}
		checkExample(t, e, reflect.New(of).Interface())
	}
	for asked := range requests {
		if !seen[asked] {
			t.Errorf("%s has no example", asked)
		}
	}
	for asked := range answers {
		if !seen["answer of "+asked] {
			t.Errorf("%s has no example of an answer", asked)
		}
	}
}

// checkExample fails unless the spectest.Example has exactly the fields that the type
// would write.
func checkExample(t *testing.T, e spectest.Example, v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(e.Body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		t.Errorf("%s: %v in\n%s", e.Line, err, e.Body)
		return
	}
	written, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal(written, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(e.Body), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: the spectest.Example is\n%s\nthe type writes\n%s", e.Line, e.Body, written)
	}
}

func TestCommandsOfTheSpecificationAreKnown(t *testing.T) {
	for _, e := range spectest.Read(t, ".").Examples {
		if e.Line != "POST /v1/timer" {
			continue
		}
		var c Command
		if err := json.Unmarshal([]byte(e.Body), &c); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Event(); err != nil {
			t.Errorf("%s: %v", e.Body, err)
		}
	}
}

func TestEveryCodeIsSpecified(t *testing.T) {
	specified := spectest.Read(t, ".").Codes
	codes := []string{CodeHost, CodeOrigin, CodeToken, CodeNotFound, CodeMethod, CodeMedia, CodeTooLarge, CodeAbsent, CodeTaken, CodeChanged, CodeNoEntry, CodeInternal}
	for _, s := range sentinels() {
		codes = append(codes, s.code)
	}
	for _, code := range codes {
		if _, ok := specified[code]; !ok {
			t.Errorf("the table of codes lacks %q", code)
		}
	}
}
