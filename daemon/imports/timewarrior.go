package imports

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// warriorTime is how Timewarrior writes an instant.
const warriorTime = "20060102T150405Z"

// timewarrior reads its data files, and what timew export prints.
func (r *reader) timewarrior(file []byte) error {
	if strings.HasPrefix(firstLine(file), "[") {
		return r.warriorExport(file)
	}
	for n, l := range lines(file) {
		if strings.TrimSpace(l) == "" {
			continue
		}
		if err := r.warriorLine(n, l); err != nil {
			return err
		}
	}
	return nil
}

// warriorLine reads inc START - END # TAGS # ANNOTATION.
func (r *reader) warriorLine(n int, l string) error {
	rest, ok := strings.CutPrefix(l, "inc ")
	if !ok {
		return spot{n, 1}.wrong("this is no line of Timewarrior", "its lines begin with inc")
	}
	times, rest, _ := strings.Cut(rest, "#")
	tags, annotation, ok := warriorTags(rest)
	if !ok {
		return spot{n, 5 + len(times)}.wrong("a quote is not closed", "see whether the line is whole")
	}
	from, to, _ := strings.Cut(times, "-")
	return r.warriorInterval(spot{n, 5}, strings.TrimSpace(from), strings.TrimSpace(to), tags, annotation)
}

// warriorTags reads tags, of which some stand in quotes, and behind a # that
// stands alone the annotation.
func warriorTags(s string) (tags []string, annotation string, ok bool) {
	var parts []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var part string
		if s[0] != '"' {
			part, s, _ = strings.Cut(s, " ")
			if part == "#" {
				tags, parts = parts, nil
				continue
			}
		} else if part, s, ok = unquoted(s[1:]); !ok {
			return nil, "", false
		}
		parts = append(parts, part)
	}
	if tags == nil {
		return parts, "", true
	}
	return tags, strings.Join(parts, " "), true
}

// unquoted reads up to the closing quote. A backslash means what follows it.
func unquoted(s string) (text, rest string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), s[i+1:], true
		case '\\':
			if i++; i == len(s) {
				return "", "", false
			}
		}
		b.WriteByte(s[i])
	}
	return "", "", false
}

func (r *reader) warriorInterval(at spot, begin, end string, tags []string, annotation string) error {
	from, err := time.Parse(warriorTime, begin)
	if err != nil {
		return at.wrong("this is no time of Timewarrior", "write it as 20261120T080000Z")
	}
	if end == "" {
		r.skip(at.line, "it still runs")
		return nil
	}
	to, err := time.Parse(warriorTime, end)
	if err != nil {
		return at.wrong("this is no time of Timewarrior", "write it as 20261120T093000Z")
	}
	if from.Equal(to) {
		r.skip(at.line, "it has no length")
		return nil
	}
	text := strings.Join(tags, ", ")
	switch {
	case text == "" && annotation == "":
		text = "untitled"
	case text == "":
		text = annotation
	case annotation != "":
		text += ": " + annotation
	}
	return r.add(at, from, to, text, "")
}

// warriorExport reads an array of intervals.
func (r *reader) warriorExport(file []byte) error {
	in := json.NewDecoder(bytes.NewReader(file))
	if _, err := in.Token(); err != nil {
		return jsonError(file, 0, err)
	}
	for in.More() {
		begin := in.InputOffset()
		begin += int64(max(bytes.IndexByte(file[begin:], '{'), 0)) // past the comma
		var interval struct {
			Start, End, Annotation string
			Tags                   []string
		}
		if err := in.Decode(&interval); err != nil {
			return jsonError(file, begin, err)
		}
		line, column := position(file, int(begin))
		if err := r.warriorInterval(spot{line, column}, interval.Start, interval.End, interval.Tags, interval.Annotation); err != nil {
			return err
		}
	}
	if _, err := in.Token(); err != nil {
		return jsonError(file, in.InputOffset(), err)
	}
	return nil
}

// jsonError says where a file is no JSON, or not the JSON that it should be: in
// the value that begins there.
func jsonError(file []byte, begin int64, err error) error {
	what := "this is not what it should be"
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		what = "a " + kind.Value + " cannot stand here"
		if begin == 0 {
			begin = kind.Offset
		}
	}
	// A decoder counts from one value to the next; for the whole of the file the
	// offset is the true one.
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(file, &whole), &syntax) {
		begin, what = syntax.Offset-1, "this is no JSON"
		if syntax.Error() == "unexpected end of JSON input" {
			begin, what = int64(len(file)), "the file ends too early"
		}
	}
	line, column := position(file, int(begin))
	return &Error{line, column, what, "export it again"}
}
