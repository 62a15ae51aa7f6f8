package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// completeRule offers rules for the first word.
func (a *app) completeRule(rules func(context.Context) []api.Rule) completer {
	return func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		all := rules(c.Context())
		var names []string
		for _, r := range all {
			name := clean(r.ID)
			if r.Source == "own" {
				name = shortID(clean(r.ID), all)
			}
			names = append(names, cobra.CompletionWithDesc(name, clean(r.Text)))
		}
		return offer(begun, names)
	}
}

func (a *app) someRules(ctx context.Context, all bool, want func(api.Rule) bool) (rules []api.Rule) {
	ctx, cancel := soon(ctx)
	defer cancel()
	list, err := a.client.Rules(ctx, all)
	if err != nil {
		return nil
	}
	for _, r := range list.Rules {
		if want(r) {
			rules = append(rules, r)
		}
	}
	return rules
}

func (a *app) ownRules(ctx context.Context) []api.Rule {
	return a.someRules(ctx, false, func(r api.Rule) bool { return r.Source == "own" })
}

func (a *app) rulesOff(ctx context.Context) []api.Rule {
	return a.someRules(ctx, false, func(r api.Rule) bool { return r.Off })
}

func (a *app) defaultRules(ctx context.Context) []api.Rule {
	return a.someRules(ctx, true, func(r api.Rule) bool { return r.Source == "default" && !r.Off })
}

// unclassifiedApps are those worth filing, the most time first.
func (a *app) unclassifiedApps(ctx context.Context) (names []string) {
	ctx, cancel := soon(ctx)
	defer cancel()
	u, err := a.client.Unclassified(ctx, time.Time{}, time.Time{}, 0)
	if err != nil {
		return nil
	}
	for _, app := range u.Apps {
		if app.App != "" {
			names = append(names, cobra.CompletionWithDesc(clean(app.App), trace(millis(app.Time))))
		}
	}
	return names
}

// recentApps are those of the last two weeks, the most time first.
func (a *app) recentApps(ctx context.Context) (names []string) {
	ctx, cancel := soon(ctx)
	defer cancel()
	now := time.Now()
	sum, err := a.client.Summary(ctx, now.AddDate(0, 0, -14), now)
	if err != nil {
		return nil
	}
	for _, app := range sum.Apps {
		if app.App != "" {
			names = append(names, clean(app.App))
		}
	}
	return names
}

// categoryNames are those there are, by name.
func (a *app) categoryNames(ctx context.Context) (names []string) {
	ctx, cancel := soon(ctx)
	defer cancel()
	all, err := a.client.Categories(ctx)
	if err != nil {
		return nil
	}
	for _, k := range all.Categories {
		names = append(names, cobra.CompletionWithDesc(clean(k.Name), clean(k.Class)))
	}
	return names
}
