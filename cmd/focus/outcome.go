package main

import (
	"strings"
	"time"

	"focusd/daemon/api"
)

// blocks is a line for each block that counts.
func (p page) blocks(sum api.Summary, now time.Time) string {
	var b strings.Builder
	for _, k := range sum.Blocks {
		sign, hue, ok := outcomeSign(k.Outcome)
		if !ok {
			continue
		}
		end, what := "now  ", k.Outcome
		if k.Ended != nil {
			end = p.clock(*k.Ended)
		}
		if what == "" {
			what = "running"
		}
		text := p.clock(k.Started) + "–" + end + padLeft(spent(seconds(k.Focus)), 9)
		if p.cells >= roomy {
			text += "  " + pad(clean(k.Preset), 8) + " " + pad(what, 9)
		}
		rest := say(k.Label)
		if k.Gaps > 0 {
			rest = strings.TrimPrefix(rest+" · "+plural(k.Gaps, "interruption"), " · ")
		}
		rest = fit(rest, max(0, p.cells-cells(text)-6))
		b.WriteString("  " + p.paint(hue, sign) + " " + strings.TrimRight(text+"  "+rest, " ") + "\n")
	}
	return b.String()
}

// outcomeSign is the sign of an outcome; ok is false for blocks not to show.
func outcomeSign(outcome string) (sign string, hue colour, ok bool) {
	switch outcome {
	case "completed":
		return "✓", green, true
	case "partial":
		return "◐", yellow, true
	case "abandoned":
		return "✗", red, true
	case "":
		return "●", cyan, true
	}
	return "", plain, false
}
