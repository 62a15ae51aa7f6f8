package grafana

func activity() Dashboard {
	active := ofCategories("focusd_active_seconds_total")
	all := of("focusd_active_seconds_total")
	return build(
		Dashboard{
			UID: "focusd-activity", Title: "focusd: activity", Description: "What the time went to: categories, applications, presence, switches, distraction.",
			Time: Range{"now-30d", "now"},
		},
		bars("Categories per day", "The difference of focusd_active_seconds_total over each day, by category. It counts by the rules that held then.", seconds, 24,
			query{"{{category}}", sum(perDay(active), "category")}).daily(),
		rows("Top apps", "The ten apps with the most of focusd_active_seconds_total in the range that is shown. An app has a name here after ten minutes in a category.", seconds, 12,
			query{"{{app}}", "topk(10, " + sum(increase(active, "$__range"), "app") + ")"}).now(),
		rows("Distraction", "focusd_distraction_seconds_total in the range that is shown: time in blocks, in categories that waste it, for ten seconds or longer.", seconds, 12,
			query{"{{category}}", sum(increase(ofCategories("focusd_distraction_seconds_total"), "$__range"), "category")}).now(),
		shares("Presence per day", "The share of each day in each presence state: the difference of focusd_presence_seconds_total.", seconds, 12,
			query{"{{state}}", sum(perDay(of("focusd_presence_seconds_total")), "state")}).daily(),
		bars("Blocks per day", "The time of blocks by what became of it: focus, distraction and away are all of it.", seconds, 12,
			query{"focus", sum(perDay(of("focusd_focus_seconds_total")))},
			query{"distraction", sum(perDay(of("focusd_distraction_seconds_total")))},
			query{"away", sum(perDay(of("focusd_block_away_seconds_total")))}).daily(),
		lines("Switches per hour", "focusd_app_switches_total and focusd_context_switches_total for an hour of active time, over a day.", perHour, 12,
			query{"apps", perActiveHour("focusd_app_switches_total")},
			query{"contexts", perActiveHour("focusd_context_switches_total")}).daily(),
		lines("Time that no rule knows", "The share of active time in category unclassified, over a day. focus unclassified says what it is.", percent, 6,
			query{"unclassified", ratio(sum(before(of("focusd_active_seconds_total", `category="unclassified"`), "1d")), sum(before(all, "1d")))}).daily().within(0, 1),
		bars("Corrections", "focusd_corrected_seconds_total: time that was added to past days or removed from them. Nothing else here knows of it.", seconds, 6,
			query{"{{direction}}", sum(perDay(of("focusd_corrected_seconds_total")), "direction")}).daily(),
	)
}

// perActiveHour is a counter of switches for an hour of active time.
func perActiveHour(metric string) string {
	return "3600 * " + ratio(sum(before(of(metric), "1d")), sum(before(of("focusd_active_seconds_total"), "1d")))
}
