package privacy

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// Title is a pattern for titles. The zero Title matches any.
type Title struct {
	text    string
	matcher *regexp.Regexp
}

// ParseTitle reads a pattern: a part of the title, in whatever case, or a
// regular expression of package regexp between slashes. "" is any title.
func ParseTitle(pattern string) (Title, error) {
	if pattern == "" {
		return Title{}, nil
	}
	expression := "(?i)" + regexp.QuoteMeta(pattern)
	if len(pattern) > 1 && strings.HasPrefix(pattern, "/") && strings.HasSuffix(pattern, "/") {
		expression = pattern[1 : len(pattern)-1]
		if expression == "" {
			return Title{}, errors.New("there is nothing between the slashes; leave the title out to mean any")
		}
	}
	matcher, err := compile(expression)
	if err != nil {
		return Title{}, fmt.Errorf("the title is no regular expression: %w", err)
	}
	return Title{pattern, matcher}, nil
}

// Any tells whether every title matches.
func (t Title) Any() bool { return t.matcher == nil }

// Matches tells whether a title does.
func (t Title) Matches(title string) bool { return t.matcher == nil || t.matcher.MatchString(title) }

// String is the pattern as it was written. It may quote a title: it is as
// private as one.
func (t Title) String() string { return t.text }

// compile is regexp.Compile without the expression in its error: that ends in
// logs, and may quote a title.
func compile(expression string) (*regexp.Regexp, error) {
	r, err := regexp.Compile(expression)
	var wrong *syntax.Error
	if errors.As(err, &wrong) {
		return nil, errors.New(wrong.Code.String())
	}
	return r, err
}
