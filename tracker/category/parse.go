package category

import (
	"fmt"
	"strconv"
	"strings"
)

// ParseRule reads one rule, as the package comment describes it. The error is
// of type Problems. Whether the category exists is for Compile to say.
func ParseRule(text string) (Rule, error) {
	s := scanner{text: text, line: 1}
	rule, problem := s.rule()
	if problem != nil {
		return Rule{}, Problems{*problem}
	}
	if problems := rule.problems(); len(problems) > 0 {
		return Rule{}, s.locate(problems)
	}
	return rule, nil
}

// Parse reads a ruleset, a line for each category, rule, or rule to be off. The
// error is of type Problems; the ruleset has all lines that were good.
func Parse(text string) (Ruleset, error) {
	rs, problems := parse(text, Rule.problems)
	return rs, problems.err()
}

// parse has check find what is wrong with a rule beside its syntax.
func parse(text string, check func(Rule) Problems) (rs Ruleset, all Problems) {
	line := 0
	for content := range strings.Lines(text) {
		line++
		s := scanner{text: strings.TrimRight(content, "\r\n"), line: line}
		all = append(all, s.entry(&rs, check)...)
	}
	return rs, all
}

// entry reads a line into rs.
func (s *scanner) entry(rs *Ruleset, check func(Rule) Problems) Problems {
	switch {
	case s.done():
		return nil
	case s.acceptWord("category"):
		return s.addCategory(rs)
	case s.acceptWord("off"):
		id, problem := s.last("id")
		if problem != nil {
			return Problems{*problem}
		}
		rs.Off = append(rs.Off, id)
		return nil
	}
	return s.addRule(rs, check)
}

func (s *scanner) addCategory(rs *Ruleset) Problems {
	c, problem := s.category()
	if problem != nil {
		return Problems{*problem}
	}
	if problems := c.problems(); len(problems) > 0 {
		return s.locate(problems)
	}
	rs.Categories = append(rs.Categories, c)
	return nil
}

func (s *scanner) addRule(rs *Ruleset, check func(Rule) Problems) Problems {
	rule, problem := s.rule()
	if problem != nil {
		return Problems{*problem}
	}
	if problems := check(rule); len(problems) > 0 {
		return s.locate(problems)
	}
	rs.Rules = append(rs.Rules, rule)
	return nil
}

// locate gives problems a place in the line: where their field is, or else its
// beginning. Who sees the line needs no name of the rule.
func (s *scanner) locate(problems Problems) Problems {
	for i := range problems {
		p := &problems[i]
		p.Line, p.Column, p.Rule = s.line, 1, ""
		if at := s.find(p.Part); at > 0 {
			p.Column = at
		}
	}
	return problems
}

// find is the column of a field, or 0.
func (s *scanner) find(field string) int {
	if field == "category" {
		field = "->"
	}
	again := scanner{text: s.text}
	for !again.done() {
		at := again.at
		if field != "" && strings.HasPrefix(again.text[at:], field) {
			return again.fail(at, "", "", "").Column
		}
		if problem := again.word(); problem != nil {
			break
		}
	}
	return 0
}

// word goes over one word, whatever it is.
func (s *scanner) word() *Problem {
	if s.letters(); s.accept("/") {
		_, problem := s.regex("")
		return problem
	}
	for _, kind := range signs() {
		if s.accept(kind.sign()) {
			break
		}
	}
	if at := s.at; s.done() || s.at > at {
		return nil // a word without a value
	}
	_, problem := s.value("")
	return problem
}

// category is after the word category.
func (s *scanner) category() (c Category, problem *Problem) {
	if s.done() {
		return c, s.fail(s.at, "category", "it has no name", `write as in "category work/code supports"`)
	}
	if c.Name, problem = s.value("category"); problem != nil {
		return c, problem
	}
	for !s.done() {
		at := s.at
		word, problem := s.value("category")
		if problem != nil {
			return c, problem
		}
		hue, isHue := strings.CutPrefix(word, "hue=")
		switch class, err := ParseClass(word); {
		case word == "reading":
			c.Reading = true
		case isHue:
			if c.Hue, err = strconv.Atoi(hue); err != nil || c.Hue == 0 {
				return c, s.fail(at, "hue", fmt.Sprintf("%q is not on the colour circle", hue), "write 1 to 360")
			}
		case err == nil:
			c.Class = class
		default:
			return c, s.fail(at, "class", fmt.Sprintf("%q is not known", word),
				"write earns, supports, personal, rest, wastes or unclassified, and reading or hue=210 if you wish")
		}
	}
	return c, nil
}

// last reads the only value that is left in the line.
func (s *scanner) last(part string) (value string, problem *Problem) {
	if s.done() {
		return "", s.fail(s.at, part, "it is missing", "write it at the end of the line")
	}
	if value, problem = s.value(part); problem != nil {
		return "", problem
	}
	if !s.done() {
		return "", s.fail(s.at, part, "something follows that does not belong here", `put text with spaces in quotes, and a comment behind a #`)
	}
	return value, nil
}

func (s *scanner) rule() (r Rule, problem *Problem) {
	for !s.acceptWord("->") {
		at := s.at
		switch {
		case s.done():
			return r, s.fail(s.at, "", "there is no category", `end the rule with "-> category"`)
		case s.acceptWord("*"):
			r.All = true
		case s.acceptWord("case"):
			r.Case = true
		default:
			if problem = s.field(&r, at); problem != nil {
				return r, problem
			}
		}
	}
	r.Category, problem = s.last("category")
	return r, problem
}

// field reads a field, which begins at at, into r.
func (s *scanner) field(r *Rule, at int) *Problem {
	name := s.letters()
	var to *Pattern
	switch name {
	case "app":
		to = &r.App
	case "title":
		to = &r.Title
	case "host":
		to = &r.Host
	case "hours", "order":
		return s.setting(r, name, at)
	default:
		return s.fail(at, "", fmt.Sprintf("there is no field %q", name),
			`write app, title, host, hours, order or case, and text with spaces in quotes`)
	}
	if to.Kind != Absent {
		return s.fail(at, name, "it is there twice", "write one rule for each")
	}
	for _, kind := range signs() {
		if !s.accept(kind.sign()) {
			continue
		}
		to.Kind = kind
		var problem *Problem
		if kind == Regex {
			to.Text, problem = s.regex(name)
		} else {
			to.Text, problem = s.value(name)
		}
		return problem
	}
	return s.fail(s.at, name, "there is no operator", "write = |= ^= *= ~ or /…/ and, for an app, @")
}

// signs are the kinds of which something can be written, as a rule has them.
func signs() [7]Kind { return [...]Kind{Exact, Part, Prefix, Glob, Substring, Regex, Of} }

// setting reads a field that is no pattern.
func (s *scanner) setting(r *Rule, name string, at int) *Problem {
	if !s.accept("=") {
		return s.fail(s.at, name, "there is no =", "write it right behind the word")
	}
	value, problem := s.value(name)
	if problem != nil {
		return problem
	}
	if name == "order" {
		var err error
		if r.Order, err = strconv.Atoi(value); err != nil {
			return s.fail(at, name, fmt.Sprintf("%q is not a whole number", value), "write one, such as 10 or -5")
		}
		return nil
	}
	hours, err := ParseHours(value)
	if err != nil {
		return s.fail(at, name, err.Error(), `write as in hours="mon-fri 09:00-17:00"`)
	}
	r.Hours = hours
	return nil
}
