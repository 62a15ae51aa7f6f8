package main

import (
	"context"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// completeSetting offers the names of settings for the first word.
func (a *app) completeSetting(ctx context.Context, args []string, begun string, want func(api.Setting) bool) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	ctx, cancel := soon(ctx)
	defer cancel()
	all, err := a.client.Settings(ctx)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, s := range all.Settings {
		if want(s) {
			names = append(names, cobra.CompletionWithDesc(clean(s.Name), clean(s.Says)))
		}
	}
	return offer(begun, names)
}

// choices are the values that a setting may have.
func (a *app) choices(ctx context.Context, name string) []string {
	ctx, cancel := soon(ctx)
	defer cancel()
	all, err := a.client.Settings(ctx)
	if err != nil {
		return nil
	}
	for _, s := range all.Settings {
		if s.Name == name {
			return s.Choices
		}
	}
	return nil
}
