package imports

import (
	"bytes"
	"strings"
)

// Formats are the names of those that Read knows.
func Formats() []string {
	return []string{"text", "csv", "timewarrior", "klog", "org", "gtimelog", "activitywatch"}
}

func readers() map[string]func(*reader, []byte) error {
	return map[string]func(*reader, []byte) error{
		"text": (*reader).text, "csv": (*reader).csv, "timewarrior": (*reader).timewarrior, "klog": (*reader).klog,
		"org": (*reader).org, "gtimelog": (*reader).gtimelog, "activitywatch": (*reader).activityWatch,
	}
}

// formatOf finds out which format a file has. What is nothing else is text.
func formatOf(file []byte) string {
	first := firstLine(file)
	switch {
	case strings.HasPrefix(first, "{"):
		return "activitywatch"
	case strings.HasPrefix(first, "["), strings.HasPrefix(first, "inc "):
		return "timewarrior"
	case bytes.Contains(file, []byte(clockMark)):
		return "org"
	case isStamp(first):
		return "gtimelog"
	case isHeader(first):
		return "csv"
	case isKlog(file):
		return "klog"
	}
	return "text"
}

// firstLine is the first one that says something.
func firstLine(file []byte) string {
	for l := range strings.Lines(string(file)) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			return l
		}
	}
	return ""
}

// lines yields those of a file, numbered, without their ends.
func lines(file []byte) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		n := 0
		for l := range strings.Lines(string(file)) {
			n++
			if !yield(n, strings.TrimRight(l, "\r\n")) {
				return
			}
		}
	}
}
