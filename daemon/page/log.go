package page

// logPage is what was recorded, and the place to correct it.
func logPage() page {
	return page{
		path: "/log", name: "Log",
		styles: []string{"timeline", "log"}, scripts: []string{"timeline", "log"},
		title: func(v *visit) string { return v.period().Title(v) },
		parts: []part{
			{id: "choose", title: "What to look at", load: loadChoose},
			{id: "logline", title: "The day", when: "timer record minute", load: loadLogLine},
			{id: "lanes", title: "Day by day", when: "record", load: loadLanes},
			{id: "why", title: "Why this minute", when: "record", load: loadWhy},
			{id: "totals", title: "Where the time went", when: "record minute", load: loadTotals},
			{id: "said", title: "What you said", when: "record", load: loadSaid},
			{id: "gaps", title: "What nobody knows of", when: "record", load: loadGaps},
			{id: "unfiled", title: "Not filed yet", when: "record", load: loadUnfiled},
			{id: "rows", title: "Stretch by stretch", when: "record minute", load: loadRows},
			{id: "forget", title: "Forget", load: func(v *visit) (any, error) { return v, nil }},
		},
	}
}

// loadLogLine draws a single day.
func loadLogLine(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || !p.One() {
		return nil, nil
	}
	line, err := v.dayLine(p.From, p.To)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return v.drawing("/log", "&day="+p.First.String(), p.From, p.To, line)
}
