package grafana

func consistency() Dashboard {
	focus, run := of("focusd_focus_seconds_total"), of("focusd_focus_run_seconds_bucket")
	completed := sum(before(of("focusd_blocks_finished_total", `outcome="completed"`), "7d"))
	taken := sum(before(of("focusd_breaks_total", `outcome=~"taken|natural"`), "7d"))
	return build(
		Dashboard{
			UID: "focusd-consistency", Title: "focusd: consistency", Description: "Weeks and months: how much focus, how regularly, how well it was estimated.",
			Time: Range{"now-90d", "now"},
		},
		bars("Focus per day", "The difference of focusd_focus_seconds_total over each day, the mean of the seven days before, and the targets of goals of a day. When the clock is changed, a day is an hour off.", seconds, 24,
			query{"focus", sum(perDay(focus))},
			query{"mean of 7 days", sum(before(focus, "7d")) + " / 7"},
			query{"target of {{goal}}", "max by (goal) (" + ofDay(ofGoals("focusd_goal_target_seconds", `period="day"`)) + ")"}).daily().overLine("mean of 7 days"),
		lines("Consistency", "focusd_consistency_ratio: how many of the due days were met. Today is not among them.", percent, 12,
			query{"{{goal}}, {{window}}", ofGoals("focusd_consistency_ratio")}).within(0, 1),
		lines("Habit strength", "focusd_habit_strength_ratio: forgives a missed day, and remembers a good month.", percent, 12,
			query{"{{goal}}", ofGoals("focusd_habit_strength_ratio")}).within(0, 1),
		rows("When focus happens", "Focus by the hour of the day in which it was counted, by the local clock of the machine: hours as focusd_time_zone_offset_seconds has them.", seconds, 12,
			query{"{{hour}}", byHour(focus)}).now(),
		lines("Completed blocks", "Those that were completed among all that ended, over seven days.", percent, 6,
			query{"completed", ratio(completed, sum(before(of("focusd_blocks_finished_total"), "7d")))}).daily().within(0, 1),
		lines("Breaks that were taken", "Those that were taken among all that were offered, over seven days.", percent, 6,
			query{"taken", ratio(taken, sum(before(of("focusd_breaks_total"), "7d")))}).daily().within(0, 1),
		lines("Attention span", "The median of focusd_focus_run_seconds over seven days.", seconds, 12,
			query{"median", "histogram_quantile(0.5, " + sum(increase(run, "7d"), "le") + ")"}).daily(),
		lines("Length of blocks", "The median of focusd_block_duration_seconds over seven days, by kind.", seconds, 12,
			query{"{{kind}}", "histogram_quantile(0.5, " + sum(increase(of("focusd_block_duration_seconds_bucket"), "7d"), "kind", "le") + ")"}).daily(),
		bars("Deep focus per day", "focusd_deep_focus_seconds_total: focus in runs of at least 25 minutes. Source timer is inside of blocks, detected is outside.", seconds, 12,
			query{"{{source}}", sum(perDay(of("focusd_deep_focus_seconds_total")), "source")}).daily(),
		lines("Estimates", "Actual over estimated time of the tasks that were completed in 28 days, and the median of each one's ratio. 1 is right.", perHour, 12,
			query{"all together", ratio(sum(before(of("focusd_tasks_actual_seconds_total"), "28d")), sum(before(of("focusd_tasks_estimated_seconds_total"), "28d")))},
			query{"median", "histogram_quantile(0.5, " + sum(increase(of("focusd_task_actual_to_estimate_ratio_bucket"), "28d"), "le") + ")"}).daily(),
		stat("Evenness", "focusd_daily_focus_evenness_ratio: 1 is the same focus every day.", percent, 6,
			query{"{{window}}", of("focusd_daily_focus_evenness_ratio")}),
		stat("Spread of the start", "focusd_start_time_spread_seconds: half of the days begin within this time of each other.", seconds, 6,
			query{"{{window}}", of("focusd_start_time_spread_seconds")}),
		stat("Best streak", "focusd_streak_best, in due periods that were met.", count, 6,
			query{"{{goal}}", ofGoals("focusd_streak_best")}),
		stat("Streak freezes", "focusd_streak_freezes_available: days that can be missed without the streak ending.", count, 6,
			query{"{{goal}}", ofGoals("focusd_streak_freezes_available")}),
	)
}

// byHour is a counter by the local hour of the day, over the range that is
// shown. PromQL knows no zones: the machine says how far it is from UTC.
func byHour(series string) string {
	// An hour in which the machine was shut has an end at which nobody scraped.
	offset, _ := latest(of("focusd_time_zone_offset_seconds"))
	local := "(max(" + offset + ") + time() - 1800) % 86400"
	hour := `label_replace(count_values("hour", floor(` + local + ` / 3600)), "hour", "0$1", "hour", "([0-9])")`
	each := sum(increase(series, "1h")) + " * on () group_left (hour) " + hour
	return "sum by (hour) (sum_over_time((" + each + ")[$__range:1h]))"
}
