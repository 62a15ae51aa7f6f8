package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) rewardCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "reward [COMMAND]",
		Short: "nice things to allow yourself",
		Long:  "Your own list. Alone it is shown.",
		Example: `focus reward add coffee on the balcony
focus reward
focus reward take coffee`,
		Args: knownSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return a.listRewards(c.Context()) },
	}
	c.AddCommand(
		a.jsonFlag(&cobra.Command{
			Use: "add TEXT...", Short: "put something on the list", Example: "focus reward add coffee on the balcony",
			Args: nameOf(thing{noun: "reward"}, "focus reward add coffee"), ValidArgsFunction: cobra.NoFileCompletions,
			RunE: func(c *cobra.Command, args []string) error {
				return a.change(c.Context(), api.AgendaCommand{Do: "reward_add", Text: strings.Join(args, " ")})
			},
		}),
		a.onReward("take", "reward_take", "allow yourself one"), a.onReward("rm", "reward_rm", "take something off the list"),
	)
	return a.jsonFlag(c)
}

func (a *app) onReward(name, do, short string) *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: name + " REWARD...", Short: short, Example: "focus reward " + name + " coffee",
		Args: nameOf(thing{noun: "reward"}, "focus reward "+name+" coffee"), ValidArgsFunction: a.completeReward,
		RunE: func(c *cobra.Command, args []string) error { return a.change(c.Context(), a.named(do, args)) },
	})
}

func (a *app) listRewards(ctx context.Context) error {
	list, err := a.client.Rewards(ctx)
	ids := idsOf(list.Rewards, func(r api.Reward) string { return r.ID })
	return a.show(list, err, ids, func(p page) string { return p.rewards(list.Rewards) })
}

func (p page) rewards(all []api.Reward) string {
	if len(all) == 0 {
		return "no rewards yet · focus reward add coffee on the balcony\n"
	}
	var rows [][]string
	for i, r := range all {
		rows = append(rows, []string{p.nth(i), say(r.Text), "taken " + plural(r.Taken, "time")})
	}
	return p.grid(rows)
}

// completeReward offers what is on the list.
func (a *app) completeReward(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	ctx, cancel := soon(c.Context())
	defer cancel()
	list, _ := a.client.Rewards(ctx)
	var names []string
	for _, r := range list.Rewards {
		names = append(names, r.Text)
	}
	return offerNames(names, args, begun)
}
