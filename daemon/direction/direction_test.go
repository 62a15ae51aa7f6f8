package direction

import "testing"

func TestIsolate(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"nothing":             {"", ""},
		"left to right":       {"writing, part 2", "writing, part 2"},
		"other scripts":       {"Übersicht 設定 Обзор", "Übersicht 設定 Обзор"},
		"Hebrew":              {"כתיבה", First + "כתיבה" + Pop},
		"Arabic among others": {"part 2: كتابة", First + "part 2: كتابة" + Pop},
		"an Arabic form":      {"\ufe8e", First + "\ufe8e" + Pop},
		"a byte order mark":   {"\ufeffpart", "\ufeffpart"},
		"Adlam":               {"\U0001e900", First + "\U0001e900" + Pop},
		"an ancient script":   {"\U00010800", First + "\U00010800" + Pop},
		"marks left open":     {"a\u202eb\u2067c\u200f", "abc"},
		"marks in Hebrew":     {"\u2068\u05d0\u200e", First + "\u05d0" + Pop},
	} {
		if got := Isolate(test.in); got != test.want {
			t.Errorf("%s: Isolate(%+q) = %+q, want %+q", name, test.in, got, test.want)
		}
	}
}
