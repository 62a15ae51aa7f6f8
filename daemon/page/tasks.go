package page

import (
	"cmp"
	"net/url"
	"slices"

	"focusd/daemon/api"
)

// tasksPage is what there is to do, and what it is for.
func tasksPage() page {
	return page{
		path: "/tasks", name: "Tasks",
		styles: []string{"tasks"}, scripts: []string{"tasks"},
		title: func(*visit) string { return "Tasks and plan" },
		parts: []part{
			{id: "capture", title: "Write it down", when: "agenda", load: loadCapture},
			{id: "ranked-six", title: "The six of today", when: "agenda", load: loadRanked},
			{id: "load", title: "What fits today", when: "agenda minute", load: loadLoad},
			{id: "open-tasks", title: "Open tasks", when: "agenda", load: loadOpen},
			{id: "finished", title: "Done today", when: "agenda", load: loadFinished},
			{id: "templates", title: "Templates", when: "agenda", load: loadTemplates},
			{id: "time-blocks", title: "Time blocks", when: "agenda", load: loadTimeBlocks},
			{id: "habits", title: "Habits", when: "agenda", load: loadHabits},
			{id: "goals", title: "Goals", when: "agenda", load: loadGoals},
			{id: "rewards", title: "Rewards", when: "agenda", load: loadRewards},
		},
	}
}

// agendaView is the agenda of today and how its tasks are spoken of.
type agendaView struct{ sixView }

func (v *visit) agendaView() (agendaView, error) {
	a, err := v.agenda()
	return agendaView{sixView{visit: v, Agenda: a}}, err
}

// Known is the last change of the agenda that the page shows, for those that are
// sent from it.
func (v *visit) Known() string {
	a, err := v.agenda()
	if err != nil || a.Undo == nil {
		return "none"
	}
	return a.Undo.ID
}

func loadCapture(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) {
		return nil, nil
	}
	return a, err
}

// Marks are what else there is to know of a task, in a few words.
func (a agendaView) Marks(t api.Task) []string {
	all := a.sixView.Marks(t)
	add := func(is bool, text string) {
		if is {
			all = append(all, text)
		}
	}
	add(t.LowBrain, "half a mind is enough")
	add(t.Repeat != "", t.Repeat)
	add(t.Later > a.Agenda.Day, "put off until "+a.DayName(t.Later))
	add(t.Area != "", "+"+t.Area)
	add(t.Spent >= 60, spell(t.Spent)+" spent")
	add(t.Passed >= 3, "passed over "+plural(t.Passed, "time"))
	return all
}

// Lengths are estimates that most tasks have, in minutes.
func (a agendaView) Lengths() []int { return []int{5, 15, 30, 60, 120} }

// Priority is what a task is, urgent and important; "" is neither.
func (a agendaView) Priority(t api.Task) string {
	switch {
	case t.Urgent && t.Important:
		return "urgent and important"
	case t.Urgent:
		return "urgent"
	case t.Important:
		return "important"
	}
	return ""
}

// IsOne says whether a task was said to matter most today.
func (a agendaView) IsOne(t api.Task) bool { return a.One != nil && a.One.ID == t.ID }

// loadView is how full the day is, and what would help.
type loadView struct {
	*visit
	api.Plan
}

func loadLoad(v *visit) (any, error) {
	plan, err := v.client.Plan(v)
	if absent(err) {
		return nil, nil
	}
	return loadView{v, plan}, err
}

// loadPart is what one kind of thing asks of the day, from X to X+Width of the bar.
type loadPart struct {
	Name, Class string
	Seconds     int64
	X, Width    float64
}

// Asked is all that is asked of the day.
func (l loadView) Asked() int64 { return l.Load.Tasks + l.Load.TimeBlocks + l.Load.Habits }

// full is what the whole bar stands for.
func (l loadView) full() float64 { return float64(max(l.Asked(), l.Load.Capacity, 1)) }

// Parts of the bar, which is 100 wide.
func (l loadView) Parts() []loadPart {
	all := []loadPart{
		{Name: "Tasks", Class: "hue-9", Seconds: l.Load.Tasks},
		{Name: "Time blocks", Class: "hue-6", Seconds: l.Load.TimeBlocks},
		{Name: "Habits", Class: "hue-2", Seconds: l.Load.Habits},
	}
	x := 0.0
	for i := range all {
		all[i].X, all[i].Width = x, 100*float64(all[i].Seconds)/l.full()
		x += all[i].Width
	}
	return all
}

// Limit is where on the bar the day is full.
func (l loadView) Limit() float64 { return 100 * float64(l.Load.Capacity) / l.full() }

// Verdict is the level in words.
func (l loadView) Verdict() string {
	switch l.Load.Level {
	case "fits":
		return "That fits."
	case "full":
		return "That fills the day."
	case "over":
		return "That is more than fits."
	case "severe":
		return "That is far more than fits."
	}
	return ""
}

// remedy is what a proposal comes to: its button, and what that sends. do is ""
// where the person has to say more.
type remedy struct{ Text, Do, Day string }

// Remedy is that of a proposal.
func (l loadView) Remedy(p api.LoadProposal) remedy {
	switch p.Remedy {
	case "tomorrow":
		return remedy{"Put off until tomorrow", "later", "tomorrow"}
	case "someday":
		return remedy{Text: "Take off the list of today", Do: "not_today"}
	case "drop":
		return remedy{Text: "Drop", Do: "drop"}
	case "split":
		return remedy{Text: "split it, and do a part"}
	}
	return remedy{Text: words(p.Remedy)}
}

// rankedView is the six in their order, and what could be among them.
type rankedView struct {
	agendaView
	Others []api.Task // of the list of the day, not ranked
	Next   []api.Task // where the list has nothing else: the most pressing of all
}

func loadRanked(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := rankedView{agendaView: a}
	for _, t := range a.Tasks {
		if t.Number == 0 {
			r.Others = append(r.Others, t)
		}
	}
	if len(a.Six) == 0 && len(r.Others) == 0 && a.Open > 0 {
		open, err := v.client.Tasks(v, api.TaskQuery{Limit: mostOffered})
		if err != nil {
			return nil, err
		}
		r.Next = open.Tasks
	}
	return r, nil
}

// placed is a task of the six and the places beside it; 0 is none.
type placed struct {
	api.Task
	Place, Up, Down int
}

// Places are the six.
func (r rankedView) Places() (all []placed) {
	for i, t := range r.Six {
		p := placed{Task: t, Place: i + 1, Up: i}
		if i+1 < len(r.Six) {
			p.Down = i + 2
		}
		all = append(all, p)
	}
	return all
}

// openView is all open tasks, or those of a context or with some words.
type openView struct {
	agendaView
	Now, Waiting   []api.Task
	Contexts       []string
	Context, Words string
	All            int // of whatever context
	More           int // that are not shown
}

// mostOpen is how many tasks are shown unless all are asked for: each has all that
// can be done with it.
const mostOpen = 60

func loadOpen(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := v.client.Tasks(v, api.TaskQuery{})
	if err != nil {
		return nil, err
	}
	o := openView{agendaView: a, Context: v.query.Get("context"), Words: v.query.Get("q"), All: len(all.Tasks)}
	for _, t := range all.Tasks {
		o.Contexts = append(o.Contexts, t.Contexts...)
		for _, step := range t.Steps {
			o.Contexts = append(o.Contexts, step.Contexts...)
		}
	}
	slices.Sort(o.Contexts)
	o.Contexts = slices.Compact(o.Contexts)
	shown := all
	if o.Filtered() {
		if shown, err = v.client.Tasks(v, api.TaskQuery{Context: o.Context, Words: o.Words}); err != nil {
			return nil, err
		}
	}
	if n := len(shown.Tasks); n > mostOpen && !v.query.Has("all") {
		shown.Tasks, o.More = shown.Tasks[:mostOpen], n-mostOpen
	}
	for _, t := range shown.Tasks {
		if t.Waiting != "" || t.Later > a.Agenda.Day {
			o.Waiting = append(o.Waiting, t)
		} else {
			o.Now = append(o.Now, t)
		}
	}
	return o, nil
}

// Filtered says whether some may be left out.
func (o openView) Filtered() bool { return o.Context != "" || o.Words != "" }

// Whole is the address of the page with all of these tasks.
func (o openView) Whole() string {
	q := url.Values{"all": {"1"}}
	for name, value := range map[string]string{"context": o.Context, "q": o.Words} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/tasks?" + q.Encode() + "#open-tasks"
}

// Only is the address of the page with the tasks of a context alone.
func (o openView) Only(context string) string {
	if context == "" {
		return "/tasks"
	}
	return "/tasks?" + url.Values{"context": {context}}.Encode()
}

// orderedStep is a step and, of an open one, the steps in the order that moving it
// up or down makes; none where it cannot be moved.
type orderedStep struct {
	api.Task
	Up, Down []string
}

// Movable says whether the step has a place that can be another.
func (s orderedStep) Movable() bool { return len(s.Up)+len(s.Down) > 0 }

// Ordered are the steps of a task.
func (o openView) Ordered(t api.Task) (all []orderedStep) {
	var open []string
	for _, s := range t.Steps {
		if s.Outcome == "open" {
			open = append(open, s.ID)
		}
	}
	for _, s := range t.Steps {
		step := orderedStep{Task: s}
		if i := slices.Index(open, s.ID); i >= 0 && s.Outcome == "open" {
			step.Up, step.Down = swapped(open, i-1), swapped(open, i)
		}
		all = append(all, step)
	}
	return all
}

// swapped is ids with those at i and after it in each other's place; nil if one of
// them is none.
func swapped(ids []string, i int) []string {
	if i < 0 || i+1 >= len(ids) {
		return nil
	}
	other := slices.Clone(ids)
	other[i], other[i+1] = other[i+1], other[i]
	return other
}

// StepsDone is how many of the steps of a task are over.
func (o openView) StepsDone(t api.Task) (n int) {
	for _, s := range t.Steps {
		if s.Outcome != "open" {
			n++
		}
	}
	return n
}

func loadFinished(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) || (err == nil && len(a.Done) == 0) {
		return nil, nil
	}
	return a, err
}

// templatesView is what can be made again, and what could be kept for it.
type templatesView struct {
	*visit
	Templates []api.Template
	Done      []api.Task
}

// mostKept is how many finished tasks are offered to be kept as templates.
const mostKept = 12

func loadTemplates(v *visit) (any, error) {
	all, err := v.client.Templates(v)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	done, err := v.client.Tasks(v, api.TaskQuery{State: "done"})
	if err != nil && !absent(err) {
		return nil, err
	}
	view := templatesView{visit: v, Templates: all.Templates}
	for _, t := range slices.Backward(done.Tasks) {
		if t.Parent == "" && len(view.Done) < mostKept {
			view.Done = append(view.Done, t)
		}
	}
	return view, nil
}

// Takes is how long a template is thought to take, "" where nobody knows.
func (t templatesView) Takes(x api.Template) string {
	if s := cmp.Or(x.Takes, x.Task.Estimate); s > 0 {
		return "about " + spell(s)
	}
	return ""
}
