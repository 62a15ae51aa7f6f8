package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/timer"
)

// completer says what may stand where the cursor is.
type completer = cobra.CompletionFunc

// completeFor is how long a person waits for the tab key.
const completeFor = 300 * time.Millisecond

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "print the completion script for a shell",
		Long: `SHELL is bash, zsh, fish or powershell. With it the tab key knows the commands,
your presets, and the labels of the last two weeks.`,
		Example: `focus completion bash > ~/.local/share/bash-completion/completions/focus
focus completion zsh > "${fpath[1]}/_focus"
focus completion fish > ~/.config/fish/completions/focus.fish`,
		ValidArgs: shells,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse("focus completion bash", "for which shell?")
			}
			return atMost(1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			switch root := c.Root(); args[0] {
			case "bash":
				return bashCompletion(a.ui.out, root)
			case "zsh":
				return root.GenZshCompletion(a.ui.out)
			case "fish":
				return root.GenFishCompletion(a.ui.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.ui.out)
			}
			return misuse("one of "+strings.Join(shells, ", "), "there is no completion for %q", args[0])
		},
	}
}

// bashCompletion writes cobra's script for bash, so that it also does without
// the package bash-completion, whose function it calls.
func bashCompletion(w io.Writer, root *cobra.Command) error {
	var script strings.Builder
	if err := root.GenBashCompletionV2(&script, true); err != nil {
		return err
	}
	const call = `    _get_comp_words_by_ref "$@" cur prev words cword` + "\n"
	if strings.Count(script.String(), call) != 1 {
		return errors.New("the script for bash has no place for the words: cobra has another one now")
	}
	_, err := io.WriteString(w, strings.Replace(script.String(), call, bashWords, 1))
	return err
}

// bashWords finds the words up to the cursor. Bash splits them at = and : too;
// what stands together on the line is one word again, as in --format=waybar
// and 14:10.
const bashWords = `    if declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
        _get_comp_words_by_ref "$@" cur prev words cword
        return
    fi
    local i word
    words=("${COMP_WORDS[0]}")
    cword=0
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -n $word && ($word == [=:]* || ${words[cword]} == *[=:]) && $COMP_LINE == *"${words[cword]}$word"* ]]; then
            words[cword]+=$word
        else
            words[++cword]=$word
        fi
    done
    cur=${words[cword]}
    prev=
    ((cword == 0)) || prev=${words[cword-1]}
`

// completeStart offers presets first, then labels.
func (a *app) completeStart(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return a.completeLabel(c, args, begun)
	}
	labels, how := a.completeLabel(c, args, begun)
	var offers []string
	for _, preset := range timer.Presets() {
		if strings.HasPrefix(preset.Name, begun) {
			offers = append(offers, cobra.CompletionWithDesc(preset.Name, describe(preset)))
		}
	}
	return append(offers, labels...), how
}

func describe(p timer.Preset) string {
	switch p.Kind {
	case timer.Flow:
		return "counts up"
	case timer.Burst:
		return "one countdown of " + left(p.Work)
	}
	return fmt.Sprintf("%s of work, %s of rest", left(p.Work), left(p.ShortBreak))
}

// completeLabel offers the labels of the last two weeks that go on as begun,
// the latest first. When the daemon is not there it offers nothing.
func (a *app) completeLabel(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 && c.Name() == "start" {
		if preset, err := parsePreset(args[0]); err == nil && preset != "" {
			args = args[1:]
		}
	}
	before := strings.Join(append(args, begun), " ")
	var offers []string
	for _, label := range a.recentLabels(c.Context()) {
		if strings.HasPrefix(label, before) {
			offers = append(offers, strings.TrimPrefix(label, strings.TrimSuffix(before, begun)))
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

func (a *app) recentLabels(ctx context.Context) (labels []string) {
	ctx, cancel := soon(ctx)
	defer cancel()
	now := time.Now()
	sum, err := a.client.Summary(ctx, now.AddDate(0, 0, -14), now)
	if err != nil {
		return nil
	}
	seen := map[string]bool{"": true}
	for i := range sum.Blocks {
		label := clean(sum.Blocks[len(sum.Blocks)-1-i].Label)
		if !seen[label] {
			seen[label] = true
			labels = append(labels, label)
		}
	}
	return labels
}

// lengths offers a few lengths for the first word.
func lengths(offers ...string) completer {
	return firstWord(func() []string { return offers })
}

// days offers the days that have a name for the first word.
func days(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return firstWord(func() []string {
		names := []string{"today", "yesterday"}
		for d := range 7 {
			names = append(names, strings.ToLower(time.Weekday((d+1)%7).String()))
		}
		return names
	})(c, args, begun)
}

func firstWord(offers func() []string) completer {
	return func(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return offer(begun, nil)
		}
		return offer(begun, offers())
	}
}

// offer is what goes on as begun.
func offer(begun string, all []string) (match []string, how cobra.ShellCompDirective) {
	for _, o := range all {
		if strings.HasPrefix(o, begun) {
			match = append(match, o)
		}
	}
	return match, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// soon bounds what the tab key waits for.
func soon(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, completeFor)
}
