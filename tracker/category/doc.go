// Package category answers: what was that time worth? It says of a window, and
// of when and where it was in front, which [Category] it belongs to.
//
// Spans hold apps and titles as they were; no category is stored in them, unless
// the person wants nothing else to be. A
// [Rule] is an opinion, applied when spans are read, so a better rule improves
// the past too.
//
//	Ruleset   categories and rules as a person, or this package, wrote them
//	Set       rulesets compiled: immutable, safe for many goroutines
//	Decision  what a Set says of one app and title, whatever the time of day
//	Verdict   what it says of one stretch: a category, and the rule that won
//
// # Rules
//
// A rule asks for things, and all of them must hold. It is written in a line:
//
//	app=firefox title~youtube -> media/video
//
// The fields are app, title and host, with one of these operators:
//
//	=text   the whole of it        *=text  a glob: * ? [a-z] [!a-z] \*
//	|=text  one part of it         ~text   somewhere in it
//	^=text  its beginning          /text/  a regular expression of Go
//
// A part is what stands between separators: "A talk - YouTube — Browser" has
// three. Text with spaces is put in quotes, in which \" is a quote and \\ a
// backslash; in a regular expression \/ is a slash. Upper and lower case are
// the same unless the rule has the word case, which concerns its title.
//
//	app@web                        an app that, title aside, belongs to web
//	hours="mon-fri 09:00-17:00"    when it began, by the civil clock; see [Hours]
//	order=5                        goes before all rules of a lower order
//	*                              anything at all, where a rule asks for nothing else
//
// A # begins a comment. A ruleset is rules and two other kinds of line:
//
//	category media/video rest hue=340    a category, see [Category]
//	off "default:app=steam"              a rule of a later layer that shall not be
//
// # Which rule wins
//
// The first of these that differs decides:
//
//  1. the layer: what the person wrote goes before what this package brings
//  2. order, the higher one; it is 0 where none is given
//  3. how many of app and title the rule asks for
//  4. the operator of the title, then that of the app, best first:
//     = |= ^= *= ~ /…/ @ and none; so at the same number a rule
//     for a title wins over one for an app, which has many titles
//  5. how many of hours, host and case the rule has
//  6. the hours: fewer minutes in a week
//  7. the operator of the host
//  8. the length, in characters, of the shortest text that matches:
//     of the title, then of the app, then of the host
//  9. the id, the greater one: ids of the store sort by age, so the newer rule
//
// Ids are unique in a set, so this is a total order, and the order in which
// rules were defined never matters.
//
// # What was decided for good
//
// A person may keep the category of their time and nothing else, or titles only
// for so long. Then [AsApp] or [AsTitle] stands in the span, [Decided] reads it,
// and a Decision is what it says: rules that are written later change nothing of
// that time. Where the app alone leads to the same category as the title did,
// nothing stands for the title, and rules for the app go on deciding.
//
// # Reading a year
//
// A year has some hundred thousand spans of some thousand apps and titles. A
// [Classifier] decides once for each of these, and asks for the time of day only
// where a rule with hours could win. What was summed up can be kept for as long
// as [Set.Hash] is the same. A span is classified by when it began, as a whole.
//
// The package has no clock, no goroutine and no disk; it is private to this
// module.
package category
