package agenda

import "focusd/tracker"

// Account is what became of a day, without what it has to do with others.
type Account struct {
	Score Score
	Gave  []Gift // in the order of goals; of those that it gave something
}

// Gift is what a day gave to a goal.
type Gift struct {
	Goal
	Minutes float64
	Count   int // of tasks, time blocks and habits that were done for it
}

// Account is that of any day up to today. Facts are of that day. Where Look goes
// through all that has ever been, this does not: a year of days takes
// milliseconds, and less once they have been asked for.
func (a *Agenda) Account(day tracker.Day, facts Facts, w When) Account {
	if known, ok := a.memory.accounts[day]; ok {
		return known
	}
	d := a.diary(day, w)
	account := a.account(a.tracked(d, facts.Activities, w))
	// Where nothing stands for goals, the tasks of the day decide.
	if stands := len(d.Sums) > 0 || len(a.goals(day)) == 0; stands && d.Ended && a.folded(day) {
		put(&a.memory.accounts, day, account)
	}
	return account
}

func (a *Agenda) account(d Diary) Account {
	account, became := Account{Score: a.score(d)}, a.facts(d)
	for _, g := range a.goals(d.Day) {
		gift := Gift{Goal: g}
		gift.Minutes = of(became, key{g.Ref(), "", Minutes}).amount
		gift.Count = int(of(became, key{g.Ref(), "", Count}).amount)
		if gift.Minutes != 0 || gift.Count != 0 {
			account.Gave = append(account.Gave, gift)
		}
	}
	return account
}
