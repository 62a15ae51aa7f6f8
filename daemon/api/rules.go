package api

import (
	"context"
	"strconv"
	"time"
)

// Category is a name for what time was spent on, with what it takes from the
// categories above it: code/review is below code.
type Category struct {
	Name    string `json:"name"`
	Class   string `json:"class"`   // earns, supports, personal, rest, wastes, unclassified
	Reading bool   `json:"reading"` // hands rest while one does it: idle comes later
	Hue     int    `json:"hue"`     // of its colour, 1 to 360 degrees
	Source  string `json:"source"`  // own, default
}

// Categories is the answer of GET /v1/categories.
type Categories struct {
	Categories []Category `json:"categories"` // by name
}

// CategoryCommand is the body of POST /v1/categories. What is absent stays as it
// is, or is taken from the category above.
type CategoryCommand struct {
	Do      string `json:"do"` // set, remove
	Name    string `json:"name"`
	Class   string `json:"class,omitempty"`
	Reading *bool  `json:"reading,omitempty"`
	Hue     int    `json:"hue,omitempty"`
}

// Rule puts what it matches into a category.
type Rule struct {
	ID       string `json:"id"`
	Text     string `json:"text"` // "app=editor title~draft -> writing"
	Category string `json:"category"`
	Class    string `json:"class"` // of the category
	Hue      int    `json:"hue"`   // likewise
	Source   string `json:"source"`
	Off      bool   `json:"off,omitempty"` // a default that is switched off
	Time     int64  `json:"ms,omitempty"`  // that it decides
}

// Rules is the answer of GET /v1/rules.
type Rules struct {
	Rules    []Rule        `json:"rules"`              // the one that wins over all others first; at the end those that are off
	Problems []RuleProblem `json:"problems,omitempty"` // of what is kept but cannot be in force
	Undo     string        `json:"undo,omitempty"`     // what undo would take back: "added app=editor -> code"
	Change   string        `json:"change,omitempty"`   // the id of that

	// Where the time was asked for: its range, and that which no rule knows.
	From  *time.Time `json:"from,omitempty"`
	To    *time.Time `json:"to,omitempty"`
	Other int64      `json:"other_ms,omitempty"`
}

// RuleProblem is something wrong with a rule or category that is kept.
type RuleProblem struct {
	Rule string `json:"rule,omitempty"` // id, or name of the category
	Text string `json:"text"`
	Hint string `json:"hint"`
}

// RuleCommand is the body of POST /v1/rules, and says in that of
// POST /v1/rules/preview what to change.
type RuleCommand struct {
	Do       string `json:"do"`                 // add, file, replace, remove, off, on, move, undo
	ID       string `json:"id,omitempty"`       // replace, remove, off, on, move: the id, the end of it, or the condition
	Text     string `json:"text,omitempty"`     // add, replace
	App      string `json:"app,omitempty"`      // file
	Category string `json:"category,omitempty"` // file
	Class    string `json:"class,omitempty"`    // add, file: the category is made, of this class, if there is none
	Place    int    `json:"place,omitempty"`    // move: among the own ones, 1 is the one that wins
	Known    string `json:"known,omitempty"`    // add, file, replace, remove: the rule that was there, as the person saw it; "none"; undo: the change that is meant
}

// RuleChange is the answer of POST /v1/rules and POST /v1/categories.
type RuleChange struct {
	Did      string    `json:"did"` // added, replaced, removed, off, on, moved, defined, undone
	Rule     *Rule     `json:"rule,omitempty"`
	Category *Category `json:"category,omitempty"` // that was defined or removed
	Undone   string    `json:"undone,omitempty"`
	Change   string    `json:"change,omitempty"` // the id of it, to undo no other
}

// RuleTest is the body of POST /v1/rules/test.
type RuleTest struct {
	App   string     `json:"app"`
	Title string     `json:"title,omitempty"`
	At    *time.Time `json:"at,omitempty"` // absent: now
}

// RuleMatches is the answer to a RuleTest.
type RuleMatches struct {
	Category Category `json:"category"` // of no name: no rule matches
	Matches  []Rule   `json:"matches"`  // the winner first
}

// RuleTrial is the body of POST /v1/rules/preview.
type RuleTrial struct {
	Change RuleCommand `json:"change"`
	From   *time.Time  `json:"from,omitempty"` // absent: 30 days ago
	To     *time.Time  `json:"to,omitempty"`   // absent: now
}

// RulePreview is what a change would make of a range of the log.
type RulePreview struct {
	From       time.Time       `json:"from"`
	To         time.Time       `json:"to"`
	Total      int64           `json:"total_ms"` // active and passive
	Moved      int64           `json:"moved_ms"` // into another category
	Categories []CategoryShift `json:"categories"`
	Subjects   []MovedSubject  `json:"subjects"` // at most ten, the most time first
}

// CategoryShift is what a change does to one category.
type CategoryShift struct {
	Name   string `json:"name"` // "" is time without one
	Class  string `json:"class"`
	Before int64  `json:"before_ms"`
	After  int64  `json:"after_ms"`
}

// MovedSubject is an app and a title whose time moves.
type MovedSubject struct {
	App   string `json:"app"`
	Title string `json:"title"`
	From  string `json:"from"` // category; "" is none
	To    string `json:"to"`
	Time  int64  `json:"ms"`
}

// Unclassified is the answer of GET /v1/unclassified.
type Unclassified struct {
	From  time.Time         `json:"from"`
	To    time.Time         `json:"to"`
	Total int64             `json:"total_ms"` // of all apps
	Apps  []UnclassifiedApp `json:"apps"`     // the most time first
}

// UnclassifiedApp is an app with time that has no category, or one that is unclassified.
type UnclassifiedApp struct {
	App      string              `json:"app"`
	Category string              `json:"category,omitempty"` // of the app, titles aside
	Time     int64               `json:"ms"`
	Spans    int                 `json:"spans"`
	Suggest  Suggestion          `json:"suggest"`
	Titles   []UnclassifiedTitle `json:"titles"` // at most ten, the most time first
}

// UnclassifiedTitle is the part of titles that says best what they are about.
type UnclassifiedTitle struct {
	Text    string     `json:"text"`
	Time    int64      `json:"ms"`
	Spans   int        `json:"spans"`
	Suggest Suggestion `json:"suggest"`
}

// Suggestion is a rule, the category of which is for the person to say.
type Suggestion struct {
	Condition string `json:"condition"`          // what stands before the arrow
	Category  string `json:"category,omitempty"` // a guess
}

// CategoryTotal is the time of one category.
type CategoryTotal struct {
	Name    string `json:"name"` // "" is time that no rule knows
	Class   string `json:"class"`
	Hue     int    `json:"hue,omitempty"`
	Active  int64  `json:"active_ms"`
	Passive int64  `json:"passive_ms"`
}

// SummaryByCategory is Summary with the time by category.
func (c *Client) SummaryByCategory(ctx context.Context, from, to time.Time) (Summary, error) {
	query := rangeOf(from, to)
	query.Set("categories", "1")
	return get[Summary](ctx, c, "/v1/summary?"+query.Encode())
}

// SummaryOfDay is SummaryByCategory with the time by presence and cause. It is
// for 8 days at most.
func (c *Client) SummaryOfDay(ctx context.Context, from, to time.Time) (Summary, error) {
	query := rangeOf(from, to)
	query.Set("categories", "1")
	query.Set("coverage", "1")
	return get[Summary](ctx, c, "/v1/summary?"+query.Encode())
}

// Categories are all there are.
func (c *Client) Categories(ctx context.Context) (Categories, error) {
	return get[Categories](ctx, c, "/v1/categories")
}

// SetCategory defines a category or removes one.
func (c *Client) SetCategory(ctx context.Context, cmd CategoryCommand) (RuleChange, error) {
	return post[RuleChange](ctx, c, "/v1/categories", cmd)
}

// Rules are the person's own, and those they have switched off; with all, the
// defaults as well.
func (c *Client) Rules(ctx context.Context, all bool) (Rules, error) {
	if all {
		return get[Rules](ctx, c, "/v1/rules?all=1")
	}
	return get[Rules](ctx, c, "/v1/rules")
}

// RulesWithTime is Rules and the defaults that decide something, with how much of
// the last 30 days each decides.
func (c *Client) RulesWithTime(ctx context.Context, all bool) (Rules, error) {
	if all {
		return get[Rules](ctx, c, "/v1/rules?all=1&time=1")
	}
	return get[Rules](ctx, c, "/v1/rules?time=1")
}

// ChangeRules makes a change. When it returns nil, it is on disk and in force.
func (c *Client) ChangeRules(ctx context.Context, cmd RuleCommand) (RuleChange, error) {
	return post[RuleChange](ctx, c, "/v1/rules", cmd)
}

// TestRules tells which rules match a window.
func (c *Client) TestRules(ctx context.Context, test RuleTest) (RuleMatches, error) {
	return post[RuleMatches](ctx, c, "/v1/rules/test", test)
}

// PreviewRules tells what a change would make of the log, and does nothing.
func (c *Client) PreviewRules(ctx context.Context, trial RuleTrial) (RulePreview, error) {
	return post[RulePreview](ctx, c, "/v1/rules/preview", trial)
}

// Unclassified are the greatest parts of a range that nobody has said anything about. A
// zero time leaves the bound to the daemon: from 30 days ago, until now. With
// limit 0 they are all.
func (c *Client) Unclassified(ctx context.Context, from, to time.Time, limit int) (Unclassified, error) {
	query := rangeOf(from, to)
	if limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	return get[Unclassified](ctx, c, "/v1/unclassified?"+query.Encode())
}
