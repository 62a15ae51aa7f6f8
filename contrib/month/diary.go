package month

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/contrib/person"
	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// diary is the agenda of the month while it goes by.
type diary struct {
	*agenda.Agenda
	cal   tracker.Calendar
	life  *person.Life
	when  agenda.When
	docs  map[agenda.Ref][]byte // as they are to be kept; nil: removed
	names map[string]agenda.Ref
	next  int // of work
	err   error
}

func newDiary(life *person.Life, cal tracker.Calendar) *diary {
	d := &diary{cal: cal, life: life, docs: make(map[agenda.Ref][]byte), names: make(map[string]agenda.Ref)}
	entropy := rand.New(rand.NewPCG(seed, seed))
	random := make([]byte, 10)
	d.Agenda = &agenda.Agenda{NewID: func() string {
		for i := range random {
			random[i] = byte(entropy.Uint32())
		}
		id, err := ulid.New(ulid.Timestamp(d.when.Now), bytes.NewReader(random))
		d.fail(err)
		return id.String()
	}}
	return d
}

func (d *diary) fail(err error) { d.err = cmp.Or(d.err, err) }

// do has a command happen at an instant.
func (d *diary) do(at time.Time, command func(agenda.When) (agenda.Change, error)) agenda.Change {
	if at.After(d.when.Now) {
		d.when = agenda.When{Now: at, Calendar: d.cal}
	}
	c, err := command(d.when)
	if err != nil {
		d.fail(fmt.Errorf("at %s: %w", at, err))
		return c
	}
	d.Apply(c)
	for _, ref := range c.Remove {
		d.docs[ref] = nil
	}
	for _, item := range c.Put {
		data, err := agenda.Encode(item)
		d.fail(err)
		d.docs[item.Ref()] = data
	}
	return c
}

// note is do of what cannot be refused.
func (d *diary) note(at time.Time, change func(agenda.When) agenda.Change) {
	d.do(at, func(w agenda.When) (agenda.Change, error) { return change(w), nil })
}

// named is do of what makes an item, which is known by a name from then on.
func (d *diary) named(at time.Time, name string, command func(agenda.When) (agenda.Change, error)) {
	for _, item := range d.do(at, command).Put {
		if kind := item.Ref().Kind; kind != agenda.KindDiary && d.names[name] == (agenda.Ref{}) {
			d.names[name] = item.Ref()
		}
	}
}

// begin is what the person set out with.
func (d *diary) begin(at time.Time) {
	for _, g := range []agenda.Goal{
		{Name: "Lighthouse Almanac"},
		{Name: "Part one", Parent: "Lighthouse Almanac", Target: 18, Unit: agenda.Count},
		{Name: "Tide tables", Target: 240, Unit: agenda.Minutes, Period: agenda.Weekly, Match: matches("category:programming")},
		{Name: "Draw from life", Target: 20, Unit: agenda.Count, Period: agenda.Monthly},
	} {
		g.Parent = d.names[g.Parent].ID
		d.named(at, g.Name, func(w agenda.When) (agenda.Change, error) { return d.AddGoal(g, w) })
	}
	workdays, _ := agenda.ParseWeekdays("mon-fri")
	daily, _ := agenda.ParseWeekdays("daily")
	for _, b := range []struct {
		agenda.TimeBlock
		minutes float64
	}{
		{agenda.TimeBlock{Name: "Writing", Days: daily, Deep: true, Window: &agenda.Window{From: 9 * time.Hour, To: 12 * time.Hour}, Match: matches("category:writing"), Goal: d.names["Lighthouse Almanac"].ID}, 90},
		{agenda.TimeBlock{Name: "Tide table", Days: daily, Match: matches("category:programming")}, 60},
		{agenda.TimeBlock{Name: "Mail, all at once", Days: workdays, Match: matches("category:mail")}, 30},
	} {
		d.named(at, b.Name, func(w agenda.When) (agenda.Change, error) { return d.AddTimeBlock(b.TimeBlock, b.minutes, false, w) })
	}
	for _, h := range []struct {
		agenda.Habit
		target float64
	}{
		{agenda.Habit{Name: "Stretch", Days: daily, Anchor: agenda.AtFirstActivity, Area: "health"}, 0},
		{agenda.Habit{Name: "Pages read", Days: workdays, Measure: agenda.Count, Ramp: &streak.Ramp{Start: 10, Step: 2, Ceiling: 30}}, 10},
		{agenda.Habit{Name: "A walk without the phone", Days: daily, Measure: agenda.Minutes, Area: "health"}, 15},
		{agenda.Habit{Name: "Sketch something", PerWeek: 4, Burst: 10, Goal: d.names["Draw from life"].ID}, 0},
	} {
		d.named(at, h.Name, func(w agenda.When) (agenda.Change, error) { return d.AddHabit(h.Habit, h.target, w) })
	}
	for _, r := range []string{"A pot of the good tea", "Ten minutes at the harbour"} {
		d.do(at, func(w agenda.When) (agenda.Change, error) { return d.AddReward(r, w) })
	}
}

// vacation is two days on which nothing is expected.
func (d *diary) vacation(first tracker.Day) {
	d.do(d.when.Now, func(w agenda.When) (agenda.Change, error) {
		return d.AddVacation(agenda.Vacation{From: first, To: first.Add(1), Reason: "the ferry and back"}, 0, w)
	})
}

func matches(texts ...string) (all []agenda.Match) {
	for _, text := range texts {
		m, err := agenda.ParseMatch(text)
		if err != nil {
			panic("month: " + err.Error())
		}
		all = append(all, m)
	}
	return all
}

// day lives the agenda of a logical day up to now. What the blocks of the day are
// about is decided here.
func (d *diary) day(day tracker.Day, now time.Time) {
	from, to := d.cal.Bounds(day)
	d.note(from, d.NewDay)
	for _, over := range d.Unended(d.when) {
		d.note(from, func(w agenda.When) agenda.Change { return d.EndDay(over, d.facts(over), w) })
	}
	first, ok := d.first(from, to)
	if !ok {
		return
	}
	six := d.rank(first.Add(4 * time.Minute))
	d.note(first.Add(5*time.Minute), func(w agenda.When) agenda.Change { return d.BeginDay(first, w) })
	d.ticks(day, first, now)
	d.blocks(from, to, now, six)
	end := earlier(to.Add(-time.Minute), now)
	d.note(end, func(w agenda.When) agenda.Change { return d.Track(d.facts(day), w) })
}

// first is when somebody was there first.
func (d *diary) first(from, to time.Time) (time.Time, bool) {
	for _, m := range d.life.Moments {
		if m.App != "" && !m.From.Before(from) && m.From.Before(to) {
			return m.From, true
		}
	}
	return time.Time{}, false
}

// rank writes the six down: what is left of yesterday, more work, something small.
func (d *diary) rank(at time.Time) []string {
	var six []string
	for t := range d.OpenTasks(d.when) {
		if t.Parent == "" && len(six) < 4 && t.Goal != "" {
			six = append(six, t.ID)
		}
	}
	for len(six) < 4 {
		line := work()[d.next%len(work())]
		d.next++
		six = append(six, d.add(at, line))
	}
	slices.Reverse(six[1:])
	six = append(six, d.something(at))
	d.do(at, func(w agenda.When) (agenda.Change, error) { return d.SetSix(six, agenda.DefaultSix, w) })
	d.do(at, func(w agenda.When) (agenda.Change, error) { return d.SetOne(six[0], w) })
	return six
}

// something is a small task, one that is open or a new one.
func (d *diary) something(at time.Time) string {
	line := small()[pick(len(small()), at.Unix())]
	for t := range d.OpenTasks(d.when) {
		if t.Title == title(line) {
			return t.ID
		}
	}
	return d.add(at, line)
}

func (d *diary) add(at time.Time, line string) (id string) {
	c := d.do(at, func(w agenda.When) (agenda.Change, error) { return d.Add(line, w) })
	for _, item := range c.Put {
		if ref := item.Ref(); ref.Kind == agenda.KindTask {
			return ref.ID
		}
	}
	return ""
}

// ticks are those of the person. One of nine is forgotten.
func (d *diary) ticks(day tracker.Day, first, now time.Time) {
	for i, h := range []struct {
		name   string
		after  time.Duration
		amount float64
	}{
		{"Stretch", 20 * time.Minute, 0},
		{"Pages read", 4 * time.Hour, 10 + float64(pick(5, day, 1))},
		{"Sketch something", 5 * time.Hour, 0},
		{"A walk without the phone", 11 * time.Hour, 20},
	} {
		at := first.Add(h.after)
		if !at.Before(now) || pick(9, day, i) == 0 || h.name == "Sketch something" && pick(2, day) == 0 {
			continue
		}
		d.do(at, func(w agenda.When) (agenda.Change, error) { return d.Tick(d.names[h.name], h.amount, day, w) })
	}
}

// blocks go to the six in order: a task has two or three of them.
func (d *diary) blocks(from, to, now time.Time, six []string) {
	place, spent := 0, 0
	for i, b := range d.life.Blocks {
		if b.Start.Before(from) || !b.Start.Before(to) {
			continue
		}
		id := six[min(place, 3)]
		d.life.Blocks[i].Label = d.Tasks[id].Title
		d.do(b.Start, func(w agenda.When) (agenda.Change, error) { return d.Do(id, w) })
		if b.End.After(now) {
			return
		}
		spent++
		if spent > 1+pick(2, id) && place < 3 {
			d.do(b.End, func(w agenda.When) (agenda.Change, error) { return d.Done(id, w) })
			place, spent = place+1, 0
			continue
		}
		d.do(b.End, func(w agenda.When) (agenda.Change, error) { return d.Leave("", w) })
	}
	if last := six[len(six)-1]; pick(3, from.Unix()) > 0 && to.Before(now) {
		d.do(to.Add(-9*time.Hour), func(w agenda.When) (agenda.Change, error) { return d.Done(last, w) })
	}
}

// facts are what the time of a day went to, by the programs that are in front
// once they have their names.
func (d *diary) facts(day tracker.Day) agenda.Facts {
	from, to := d.cal.Bounds(day)
	f := agenda.Facts{Seen: true}
	for i, m := range d.life.Moments {
		if m.App == "" || m.From.Before(from) || !m.From.Before(to) {
			continue
		}
		label := labelAt(d.life, m)
		app, title := program(m, label, i)
		f.Active += m.Duration()
		f.Activities = append(f.Activities, agenda.Activity{App: app, Category: filed(app, title), Label: label, Time: m.Duration()})
	}
	return f
}

// documents are the agenda as the engine keeps it.
func (d *diary) documents() (all []engine.Document) {
	for ref, data := range d.docs {
		if data != nil {
			all = append(all, engine.Document{Kind: string(ref.Kind), ID: ref.ID, Data: data})
		}
	}
	slices.SortFunc(all, func(a, b engine.Document) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return all
}
