package daemon

import (
	"strings"

	"focusd/timer/nudge"
)

// described is what a person is told of a setting. Values are as TOML has them.
type described struct {
	name      string
	byDefault any // nil: none
	says      string

	flag    func(Config) any // its value where a flag can give one; nil: none can
	choices []string         // all values, or of a list all elements
	canSet  bool             // while the daemon runs, over what the file says
}

// none is the default of a list.
func none() any { return []string{} }

// list is a list of which nil is an empty one.
func list(all []string) any { return append([]string{}, all...) }

// nudgeKinds are the words of nudges.off.
func nudgeKinds() (words []string) {
	for _, k := range nudge.Kinds() {
		words = append(words, k.String())
	}
	return words
}

// descriptions are what there is to say of settings, in the order of the manual.
func descriptions() []described {
	toggle := []string{"true", "false"}
	return []described{
		{name: "timer.preset", byDefault: "25/5", canSet: true, says: `What a plain start starts: work/break in minutes, "flow", or a length alone.`},
		{name: "timer.after_work", byDefault: "overtime", canSet: true, choices: []string{"overtime", "break"}, says: "What follows the end of a block: overtime goes on counting, break begins the break."},
		{name: "timer.after_break", byDefault: "wait", canSet: true, choices: []string{"wait", "activity"}, says: "What follows the end of a break: wait for a start, or begin with activity."},
		{name: "timer.strict_breaks", byDefault: false, canSet: true, choices: toggle, says: "A break is left early only by who is sure of it."},
		{name: "timer.away_after", byDefault: "5m", canSet: true, says: "No input for so long, and a running block takes you to be away."},
		{name: "timer.away_end", byDefault: "30m", canSet: true, says: "An absence of so long ends the block where it began."},
		{name: "timer.pause_limit", byDefault: "30m", canSet: true, says: "A pause of so long ends the block where the pause began."},
		{name: "timer.do_not_disturb", byDefault: false, canSet: true, choices: toggle, says: "The desktop is on do-not-disturb while a block counts."},
		{name: "presence.idle_after", byDefault: "3m", says: "No input for so long, and the log says idle, from the last input on."},
		{name: "presence.sources", byDefault: none(), says: "Which sources of presence may be used; empty: all."},
		{name: "privacy.titles", byDefault: "all", canSet: true, choices: []string{"all", "none"}, says: "Whether titles of windows are kept: all, or none."},
		{name: "privacy.apps", byDefault: "all", canSet: true, choices: []string{"all", "none"}, says: "Whether apps are kept: all, or none, and categories only."},
		{name: "privacy.keep_titles", byDefault: "forever", canSet: true, says: `How long titles are kept, as in "90d", "12w" or "2y". Older ones go for good, here and in the backups.`},
		{name: "privacy.private_windows", byDefault: true, canSet: true, choices: toggle, says: "Private windows of browsers leave no title."},
		{name: "privacy.password_managers", byDefault: true, canSet: true, choices: toggle, says: "Password managers leave no title."},
		{name: "privacy.drop", byDefault: none(), says: "Apps that leave not even their name."},
		{name: "privacy.no_titles", byDefault: none(), says: "Apps that leave their name alone."},
		{name: "privacy.rewrite", byDefault: none(), says: "Other titles for those that match."},
		{name: "day.start", byDefault: "04:00", says: "When a day begins, by the clock on the wall."},
		{name: "store.dir", flag: func(c Config) any { return c.Paths.Data }, says: "The folder of the store and its backups."},
		{name: "store.commit_interval", byDefault: "30s", says: "How much of the log a power cut may cost at most."},
		{name: "web.listen", byDefault: "127.0.0.1:8463", flag: func(c Config) any { return list(c.Web.Listen) }, says: "Where the page and the metrics are served."},
		{name: "web.hosts", byDefault: none(), says: "Further names, with the port, under which they may be asked for."},
		{name: "web.config_file", byDefault: "", flag: func(c Config) any { return c.Web.ConfigFile }, says: "The file with TLS and passwords; what is in it is not shown."},
		{name: "web.telemetry_path", byDefault: "/metrics", flag: func(c Config) any { return c.Web.MetricsPath }, says: "Where the metrics are there."},
		{name: "web.max_requests", byDefault: 40, flag: func(c Config) any { return c.Web.MaxRequests }, says: "So many scrapes are answered at a time; 0: any number."},
		{name: "web.disable_exporter_metrics", byDefault: false, flag: func(c Config) any { return c.Web.Bare }, says: "No metrics of the process and of the Go runtime."},
		{name: "web.allow_insecure", byDefault: false, flag: func(c Config) any { return c.Web.AllowInsecure }, says: "Other machines may come without encryption and password."},
		{name: "metrics.apps", byDefault: "top", says: "A series for each of the apps that are used most, or none."},
		{name: "metrics.app_limit", byDefault: 20, says: "How many they are; the others count as one."},
		{name: "metrics.off", byDefault: none(), flag: func(c Config) any { return list(c.Web.Off) }, says: "Parts of the metrics that are left out."},
		{name: "notify.enabled", byDefault: true, canSet: true, choices: toggle, says: "Whether there are notifications at all."},
		{name: "questions.enabled", byDefault: true, canSet: true, choices: toggle, says: "Whether you are asked on your return what the time was."},
		{name: "questions.lost", byDefault: "5m", canSet: true, says: "The shortest loss of a running block that is asked about."},
		{name: "questions.absence", byDefault: "15m", canSet: true, says: "The shortest absence without a block that is asked about."},
		{name: "habits.horizon", byDefault: 0, says: "Days until what makes a habit easier holds."},
		{name: "nudges.enabled", byDefault: true, canSet: true, choices: toggle, says: "Whether you are reminded of rests, blocks and what matters."},
		{name: "nudges.off", byDefault: none(), canSet: true, choices: nudgeKinds(), says: "What is never said."},
		{name: "nudges.rest_after", byDefault: "50m", canSet: true, says: "How much activity makes a rest due."},
		{name: "nudges.daily_limit", canSet: true, says: "How long you want to be at the machine in a day."},
		{name: "nudges.wins_at", byDefault: "", canSet: true, says: "When you are shown what got done; empty: never."},
		{name: "nudges.record_at", byDefault: "", canSet: true, says: "When you are asked about work that looked like a block; empty: never."},
		{name: "nudges.reward_every", byDefault: 2, canSet: true, says: "How many tasks and blocks earn a reward."},
		{name: "hooks.on_block_start", byDefault: none(), says: "Run when a block begins."},
		{name: "hooks.on_block_end", byDefault: none(), says: "Run when a block has ended."},
		{name: "hooks.on_break_start", byDefault: none(), says: "Run when a break begins."},
		{name: "hooks.on_break_end", byDefault: none(), says: "Run when a break is over."},
		{name: "hooks.on_pause", byDefault: none(), says: "Run when the block stands still."},
		{name: "hooks.on_resume", byDefault: none(), says: "Run when the block goes on."},
		{name: "hooks.on_overtime", byDefault: none(), says: "Run when the planned time is over."},
		{name: "log.level", byDefault: "info", flag: func(c Config) any { return strings.ToLower(c.LogLevel.String()) }, says: "What the log of focusd has: debug, info, warn or error."},
	}
}
