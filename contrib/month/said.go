package month

import (
	"context"
	"errors"
	"fmt"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/rules"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// file tells the rules and what the categories are.
func file(ctx context.Context, book *rules.Book) error {
	for _, k := range categories() {
		class, err := category.ParseClass(k.class)
		if err != nil {
			return fmt.Errorf("the class of %s: %w", k.name, err)
		}
		if _, err := book.Do(ctx, rules.Change{Do: rules.Define, Category: rules.Category{Name: k.name, Class: &class, Hue: &k.hue}}); err != nil {
			return fmt.Errorf("define %s: %w", k.name, err)
		}
	}
	for _, r := range rulesOf() {
		if _, err := book.Do(ctx, rules.Change{Do: rules.Add, Rule: r}); err != nil {
			return fmt.Errorf("add %s: %w", r, err)
		}
	}
	return nil
}

// correct says what the person says of the month: most lunches, a way to the
// dentist, and of two stretches that they were something else.
func (m *month) correct(ctx context.Context, e *engine.Engine) error {
	said := entries.New(e, m.store, func() *time.Location { return m.cal.Location })
	var failed error
	add := func(from, to time.Time, text, of string, mode entry.Mode) {
		_, err := said.Add(ctx, entry.Entry{Start: from, End: to, Text: text, Category: of, Made: m.now}, mode)
		failed = errors.Join(failed, err)
	}
	for i, a := range m.life.Absences() {
		local := a.From.In(m.cal.Location)
		long := a.To.Sub(a.From)
		if noon := local.Hour() >= 11 && local.Hour() < 14; noon && long > 20*time.Minute && long < 2*time.Hour && pick(5, i) > 0 {
			add(a.From.Truncate(time.Minute).Add(time.Minute), a.To.Truncate(time.Minute), "lunch", "meals", entry.Trim)
		}
	}
	for i, x := range m.life.Moments {
		mail := x.App == "carrier" && x.Duration() > 6*time.Minute
		if mail && (pick(6, i) == 0 || m.today(x.From)) {
			add(x.To.Add(-x.Duration()/2), x.To, "letter to the printer", "writing", entry.Over)
		}
	}
	return failed
}
