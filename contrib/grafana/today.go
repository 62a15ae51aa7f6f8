package grafana

func today() Dashboard {
	focus := of("focusd_day_focus_seconds")
	return build(
		Dashboard{
			UID: "focusd-today", Title: "focusd: today", Description: "The running day: focus, goals, the timer, and where the time goes.",
			Refresh: "1m", Time: Range{"now/d", "now"},
		},
		stat("Focus today", "focusd_day_focus_seconds: what blocks have counted since the day began at four in the morning.", seconds, 4,
			query{"{{instance}}", focus}),
		stat("Against last week", "Focus today minus focus at this time a week ago.", seconds, 4,
			query{"{{instance}}", focus + " - (" + focus + " offset 7d)"}),
		words("Timer", "The state whose focusd_timer_state is 1.", count, 4,
			query{"{{state}}", of("focusd_timer_state") + " == 1"}),
		stat("Time left", "focusd_timer_remaining_seconds: negative once the phase is over.", seconds, 4,
			query{"{{instance}}", of("focusd_timer_remaining_seconds")}),
		stat("Streak", "focusd_streak_current, in due periods that were met.", count, 4,
			query{"{{goal}}", ofGoals("focusd_streak_current")}),
		stat("At risk", "Streaks that end with the day unless something is done: focusd_streak_at_risk.", count, 4,
			query{"{{goal}}", ofGoals("focusd_streak_at_risk")}).warn(1),
		gauge("Goals of the day", "focusd_goal_achieved_seconds over focusd_goal_target_seconds.", percent, 8, 1,
			query{"{{goal}}", ratio(ofGoals("focusd_goal_achieved_seconds", `period="day"`), ofGoals("focusd_goal_target_seconds", `period="day"`))}),
		gauge("Since the last break", "focusd_active_since_break_seconds; from two hours on in orange.", seconds, 8, 7200,
			query{"{{instance}}", of("focusd_active_since_break_seconds")}).warn(7200),
		rows("Time by category", "focusd_day_active_seconds, by the rules of now.", seconds, 8,
			query{"{{category}}", sum(of("focusd_day_active_seconds"), "category")}),
		timeline("My day", "The share of each minute that was in a presence state: rate(focusd_presence_seconds_total). The jump after sleep is cut at 1.", percent, 12,
			query{"{{state}}", "clamp_max(" + sum("rate("+of("focusd_presence_seconds_total")+"[$__rate_interval])", "state") + ", 1)"}).within(0, 1),
		timeline("Timer, over the day", "focusd_timer_state: the band of the state that held.", yesNo, 12,
			query{"{{state}}", "max by (state) (" + of("focusd_timer_state") + ")"}),
		lines("Focus quality", "Focus over the time of blocks, in the hour before.", percent, 12,
			query{"focus", ratio(sum(increase(of("focusd_focus_seconds_total"), "1h")), sum(increase(of("focusd_block_seconds_total"), "1h")))}).within(0, 1),
		bars("Blocks that ended", "focusd_blocks_finished_total, by outcome, an hour to a bar.", count, 6,
			query{"{{outcome}}", "round(" + sum(increase(of("focusd_blocks_finished_total"), "1h"), "outcome") + ")"}).hourly(),
		bars("Interruptions", "focusd_interruptions_total, by source, an hour to a bar.", count, 6,
			query{"{{source}}", "round(" + sum(increase(of("focusd_interruptions_total"), "1h"), "source") + ")"}).hourly(),
	)
}
