package nudge

import (
	"testing"
	"time"

	"focusd/tracker/category"
)

// daily has the person at work without a block from two in the afternoon, day
// after day, and answers what is said about it.
func daily(p *person, days int, answer Answer) {
	for range days {
		p.class(category.Supports)
		p.pass(5 * time.Hour) // 14:00
		p.class(category.Earns)
		p.pass(15 * minute)
		if len(p.s.Open) > 0 && answer != None {
			p.answer(Start, answer)
		}
		p.class(category.Supports)
		p.pass(19*time.Hour - 15*minute)
	}
}

func TestWhatIsDismissedThreeTimesAtOneHourIsSilentForAWeek(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	daily(p, 3, Dismissed)
	silent := p.s.Silences(p.now)
	if len(silent) != 1 || silent[0].Kind != Start || silent[0].Hour != 14 {
		t.Errorf("silent: %+v, want start at 14", silent)
	}
	p.said = nil
	daily(p, 6, Dismissed)
	if got := p.log(); got != "" {
		t.Errorf("in the week after: said %s", got)
	}
	daily(p, 1, None)
	if len(p.said) == 0 {
		t.Errorf("after the week nothing was said; silent: %+v", p.s.Silences(p.now))
	}
}

func TestMannersAreAboutOneHour(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	daily(p, 3, Dismissed)
	p.said = nil
	p.pass(5 * time.Hour)
	p.class(category.Earns)
	p.pass(3 * time.Hour)
	if got := p.said[0].At; got.Hour() != 15 || got.Minute() != 0 {
		t.Errorf("said at %v, want when the hour is over", got)
	}
}

func TestMannersForget(t *testing.T) {
	for name, act := range map[string]func(p *person){
		"accepted in between":     func(p *person) { daily(p, 2, Dismissed); daily(p, 1, Accept); daily(p, 2, Dismissed) },
		"not answered is no rude": func(p *person) { daily(p, 5, None) },
		"too rarely":              func(p *person) { daily(p, 2, Dismissed); p.pass(8 * 24 * time.Hour); daily(p, 2, Dismissed) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, Rules{Off: quietly()})
			act(p)
			if got := p.s.Silences(p.now); len(got) > 0 {
				t.Errorf("silent: %+v", got)
			}
		})
	}
}

func TestManyHoursSilent(t *testing.T) {
	turn := turn{r: DefaultRules()}
	until := zero.Add(48 * time.Hour)
	for hour := range 24 {
		turn.s.Rudeness = append(turn.s.Rudeness, Rudeness{Kind: Start, Hour: hour, Until: until})
	}
	if got := turn.polite(Start, zero.Add(7*minute)); !got.Equal(until) {
		t.Errorf("polite at %v, want %v", got, until)
	}
	if got := turn.polite(Drift, zero); !got.Equal(zero) {
		t.Errorf("another kind: polite at %v, want %v", got, zero)
	}
}
