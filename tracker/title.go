package tracker

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxTitle = 512 // bytes
	maxApp   = 80  // bytes; Prometheus is told to refuse longer labels
)

// unknownApp is the app of a window that says nothing of itself.
const unknownApp = "unknown"

// CanonicalApp names the app of a window: its class, else the name of its
// program, in lower case. It is never empty: "" is the desktop.
func CanonicalApp(class, program string) string {
	if name := appName(class); name != "" {
		return name
	}
	program = program[strings.LastIndexAny(program, `/\`)+1:]
	if name := strings.TrimSpace(strings.TrimSuffix(appName(program), ".exe")); name != "" {
		return name
	}
	return unknownApp
}

// appName cleans before it lowers, which would make invalid bytes visible, and
// after, as lower case can be longer.
func appName(s string) string {
	return clean(strings.ToLower(clean(s, maxApp)), maxApp)
}

// NormalizeTitle takes out of a title what changes while the person does the
// same thing: unread counters, spinners, progress, the marks of a modified
// file, the position of a player. Without it a title would make a span a second
// and one string a second in the store. The title is valid UTF-8 of at most 512
// bytes, with single spaces and no control characters. Normalising twice is
// normalising once.
func NormalizeTitle(app, title string) string {
	title = clean(title, maxTitle)
	var array [24]string // titles of more words are rare, and only slower
	words := array[:0]
	for word := range strings.SplitSeq(title, " ") {
		words = append(words, word)
	}
	before := size(words)
	kind := kindOf(app)
	// What one rule takes away may lay bare what another one looks for. The
	// rules only ever take away, so this ends.
	for last := -1; last != size(words); {
		last = size(words)
		words = quiet(words, kind)
	}
	if size(words) == before {
		return title
	}
	return strings.Join(words, " ")
}

// size is the length of words joined.
func size(words []string) int {
	n := len(words)
	for _, word := range words {
		n += len(word)
	}
	return n
}

// clean is s without invalid bytes and control characters, with single spaces,
// cut to at most limit bytes between two runes.
func clean(s string, limit int) string {
	if isClean(s) && len(s) <= limit {
		return s
	}
	s = cut(s, 4*limit) // a megabyte of title is not worth looking at
	out := make([]byte, 0, len(s))
	for _, r := range strings.ToValidUTF8(s, "") {
		switch {
		case unicode.IsSpace(r):
			if len(out) > 0 && out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
		case !invisible(r):
			out = utf8.AppendRune(out, r)
		}
	}
	return strings.TrimRight(cut(string(out), limit), " ")
}

// isClean tells, without allocating, that clean has nothing to do but to cut.
func isClean(s string) bool {
	space := true
	for i, r := range s {
		switch {
		case r == ' ':
			if space {
				return false
			}
		case unicode.IsSpace(r), invisible(r):
			return false
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			return false
		}
		space = r == ' '
	}
	return s == "" || !space
}

// invisible runes are control characters and what only directs the layout. The
// joiners are not: emoji and Persian words need them.
func invisible(r rune) bool {
	const joiner, nonJoiner = '\u200d', '\u200c'
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return unicode.In(r, unicode.Cc, unicode.Cf) && r != joiner && r != nonJoiner
}

// cut is s cut to at most limit bytes, between two runes.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// titleKind says what else is known to be restless in the titles of an app.
type titleKind uint8

const (
	plainTitles  titleKind = iota
	playerTitles           // minutes and seconds are a position
	chatTitles             // a counter at the end of a part is one of unread messages
)

func kindOf(app string) titleKind {
	switch app {
	case "mpv", "vlc", "smplayer", "celluloid", "io.github.celluloid_player.celluloid", "totem", "mplayer",
		"spotify", "rhythmbox", "audacious", "deadbeef", "clementine", "strawberry", "parole", "haruna", "kodi":
		return playerTitles
	case "thunderbird", "thunderbird-default", "evolution", "geary", "kmail", "slack", "discord", "telegram-desktop",
		"telegramdesktop", "org.telegram.desktop", "signal", "element", "whatsapp-for-linux", "microsoft teams",
		"teams-for-linux", "mattermost", "zulip", "ferdium":
		return chatTitles
	}
	return plainTitles
}

// quiet applies each rule once. It reuses the array of words.
func quiet(words []string, kind titleKind) []string {
	words = trimMarks(words)
	for i := 0; i < len(words); {
		if n := restless(words, i, kind); n > 0 {
			words = slices.Delete(words, i, i+n)
		} else {
			i++
		}
	}
	return words
}

// restless is how many words from i on are to be left out.
func restless(words []string, i int, kind titleKind) int {
	word, next := words[i], ""
	if i+1 < len(words) {
		next = words[i+1]
	}
	first := i == 0
	switch {
	case word == "":
		return 1
	case isSeparator(word) && (first || next == "" || isSeparator(next)):
		return 1
	case first && isASCIISpinner(word) && startsText(next):
		return 1
	case first && next != "" && isCounter(word):
		return 1
	case !first && endsPart(next) && isCounter(word) && (kind == chatTitles || words[i-1] == "Inbox"):
		return 1
	case isPercent(word):
		return 1
	case (word == "[" || word == "(") && isPercent(next):
		return 2 // [ 45%]
	case next == "%" && isNumber(word):
		return 2
	}
	fields := 3
	if kind == playerTitles || first && isSeparator(next) {
		fields = 2
	}
	if !isElapsed(word, fields) {
		return 0
	}
	if next == "/" && i+2 < len(words) && isElapsed(words[i+2], fields) {
		return 3 // position / length
	}
	return 1
}

// trimMarks takes spinners and the marks of a modified file from both ends,
// and such marks from the end of every part of the title.
func trimMarks(words []string) []string {
	for i, word := range words {
		if i == 0 {
			word = strings.TrimLeftFunc(word, func(r rune) bool { return isMark(r) || isSpinner(r) })
		}
		if i == len(words)-1 {
			word = strings.TrimRightFunc(word, isSpinner)
		}
		if i == len(words)-1 || isSeparator(words[i+1]) {
			word = strings.TrimSuffix(strings.TrimRightFunc(word, isMark), "[+]")
		}
		words[i] = word
	}
	return words
}

func isMark(r rune) bool { return r == '*' || r == '●' || r == '•' }

func isSpinner(r rune) bool {
	return r >= '\u2800' && r <= '\u28ff' || // braille
		r > utf8.RuneSelf && strings.ContainsRune("◐◓◑◒◴◷◶◵◜◝◞◟◠◡◢◣◤◥✢✳✶✺✻✽⏳⌛⏸⏵⏹▶", r)
}

func isASCIISpinner(word string) bool {
	return word == "|" || word == "/" || word == "-" || word == `\`
}

func isSeparator(word string) bool {
	switch word {
	case "-", "–", "—", "|", "·", "::":
		return true
	}
	return false
}

// endsPart tells whether a part of the title ends before the word next.
func endsPart(next string) bool { return next == "" || isSeparator(next) }

func startsText(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isCounter matches (3), [12], (99+), {4} and (1,234).
func isCounter(word string) bool {
	inner := unbracket(word)
	return inner != word && isNumber(strings.TrimSuffix(inner, "+"))
}

// isPercent matches 45%, 45.5%, [45%], 45%] and 45%:, but not %45.
func isPercent(word string) bool {
	inner, ok := strings.CutSuffix(strings.TrimRight(strings.TrimLeft(word, "(["), ")]:,…"), "%")
	return ok && isNumber(inner)
}

// isElapsed matches 00:12:31, 1:02:03.5, [12:31/45:00] and the like, of at
// least so many fields, each but the first of two digits.
func isElapsed(word string, fields int) bool {
	word = unbracket(word)
	if !strings.Contains(word, ":") {
		return false
	}
	for part := range strings.SplitSeq(word, "/") {
		if !isClock(part, fields) {
			return false
		}
	}
	return true
}

func isClock(s string, fields int) bool {
	s, fraction, _ := strings.Cut(s, ".")
	n := 0
	for field := range strings.SplitSeq(s, ":") {
		if !isNumber(field) || strings.Contains(field, ",") || len(field) > 2 || n > 0 && len(field) != 2 {
			return false
		}
		n++
	}
	return n >= fields && n <= 3 && (fraction == "" || isNumber(fraction))
}

// isNumber matches digits with points and commas between them.
func isNumber(s string) bool {
	for i := range len(s) {
		inside := i > 0 && i < len(s)-1
		if c := s[i]; (c < '0' || c > '9') && !(inside && (c == '.' || c == ',')) {
			return false
		}
	}
	return s != ""
}

// unbracket is word without the brackets around it.
func unbracket(word string) string {
	if len(word) < 2 {
		return word
	}
	switch word[:1] + word[len(word)-1:] {
	case "()", "[]", "{}":
		return word[1 : len(word)-1]
	}
	return word
}
