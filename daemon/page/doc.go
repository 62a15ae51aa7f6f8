// Package page is what focusd shows in a browser: HTML and SVG made here, one
// style sheet, and small scripts that keep the page up to date and send what is
// clicked. Reading needs no script.
//
// A [Site] is a client of the protocol like the command line: all it knows it
// has asked an [api.Client] for, and all that a page changes goes through /v1
// too. Nothing is decided here.
//
// # Pages and parts
//
// A page is an address, a name in the navigation and a list of parts. A part is a
// <section> with an id that no other part has, a load function that asks the daemon
// for what it shows, and a template of the name of the id:
//
//	part{id: "wins", title: "Wins", when: "agenda timer", load: loadWins}
//
//	{{define "wins"}}<ul>{{range .Wins}}<li>{{.Text}}</li>{{end}}</ul>{{end}}
//
// Parts that follow each other with the same beside, left or right, are a column
// where there is room for two.
//
// The section and its heading are made around the template. A load that returns
// nil hides the part; one that fails shows the error in its place, and the rest of
// the page as ever. The same address with parts=wins,six answers these sections
// alone: that is how a page is kept up to date, see js/live.js.
//
// when says what makes a part old, in words parted by blanks:
//
//	timer     the timer did something
//	presence  somebody came or went, or another app is in front
//	notice    what is to be told the person is different: questions, a failing disk
//	agenda    tasks, time blocks, habits, goals or rewards changed
//	record    entries, rules or categories changed
//	minute    a minute has passed in which somebody was there
//	sent      something was sent from this page, after which all parts with words are old
//
// # To add a page
//
//  1. habits.go: a function habitsPage() page, with its parts and their load
//     functions. What several parts of one answer need is asked for once, with a
//     field of [visit] like agenda.
//  2. habits.html: a template for each part. Functions for texts are in words.go.
//  3. Add the page to pages() in site.go; the navigation has those with a name.
//  4. Its route to the table in daemon/server/server.go, with the handler page, and
//     a line in the list of daemon/api/doc.go.
//  5. What a part wants of the query it reads from the visit; links and forms
//     with GET change it, so that it works without a script.
//  6. What only this page looks like goes to css/habits.css, named in the styles of
//     the page; what several look like to style.css.
//
// # To change something
//
// A button or form says what to send, and needs no script of its own:
//
//	<button type="button" data-post="/v1/timer" data-body="{{body `do` `pause`}}">Pause</button>
//
//	<form data-post="/v1/agenda" data-body="{{body `do` `add`}}">
//	  <input name="line" required> <button>Add</button>
//	</form>
//
// The fields of a form are added to the body by name, and the button that sends it:
// one form can have many of them, each with a name, a value and a data-said. With data-type a value is
// sent as number, list (parted by commas), lines or boolean; an empty one is left out; a
// name with a dot goes into an inner object. With data-confirm a question is asked
// first; data-said is what is told when it is done; after it there is a button to
// undo, unless data-undo is "no". With data-keep a form keeps its text. Without a script such
// buttons and forms are not shown. A button with data-key "p" is pressed by that
// key; the keys of a page are listed under ?.
//
// What a refresh is to leave alone has data-own: it is a script's. Among siblings
// that come and go each has data-is, a name by which it stays the same one. A button
// with data-open shows the dialog of that id.
//
// What edits something says what its person saw, and the daemon refuses to write over
// what was changed since: for the agenda data-known has [visit.Known], for rules their text,
// for settings their value; for corrections data-seen has the last one. It is what they saw when they began to type. The form tells
// them then what is different, and keeps what they typed.
//
// A time of the day is an input with data-type time: it means the clocks of the page,
// which [visit.Clocks] tells the script, and lets choose where it comes twice.
//
// What a script adds to a section has data-added, and stays until the script takes it
// away. A key that no button has is listed under ? with data-keys and data-name.
//
// A script of its own, if there must be one: js/NAME.js, in the scripts of its page,
// or imported by js/page.js where every page needs it. Listen at the document, since
// sections are replaced.
//
// No style or script may stand in the HTML: the policy for contents forbids it.
// Widths of bars are attributes of SVG. Colours of categories are the classes
// hue-1 to hue-12, see [visit.tint], those of value classes class-earns and so on.
package page
