package privacy

import (
	"strings"

	"focusd/tracker"
)

// cutTitle is from how many bytes on a title may have lost its end, where a
// browser says that the window is a private one.
const cutTitle = 500

// isPrivate tells whether a window is a browser's private one, as far as its
// title says so. Chromium and what is made of it say it in the title only on
// some systems; elsewhere only to screen readers.
func isPrivate(w tracker.Window) bool {
	if !isBrowser(w.App) {
		return false
	}
	if len(w.Title) >= cutTitle {
		return true // nobody can tell
	}
	title := strings.ToLower(w.Title)
	parts := strings.FieldsFunc(strings.NewReplacer(" - ", "\x00", " – ", "\x00", " — ", "\x00").Replace(title), func(r rune) bool { return r == 0 })
	for i, part := range parts {
		if i == len(parts)-1 && says(part) || isMarker(part) {
			return true
		}
	}
	return false
}

// isMarker tells whether a part of a title is nothing but a word for a private
// window: "Search - [InPrivate] - Microsoft Edge".
func isMarker(part string) bool {
	inner := strings.Trim(part, "[]() ")
	for _, marker := range markers() {
		if inner == marker {
			return true
		}
	}
	return false
}

// says tells whether the last part of a title, which is the browser's own, has
// a word for a private window.
func says(part string) bool {
	for _, marker := range markers() {
		if strings.Contains(part, marker) {
			return true
		}
	}
	for _, word := range bracketed() {
		if strings.Contains(part, "("+word+")") || strings.Contains(part, "["+word+"]") {
			return true
		}
	}
	return false
}

// isBrowser knows the classes of browsers, their channels included:
// "google-chrome-beta".
func isBrowser(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	for _, browser := range []string{
		"firefox", "navigator", "librewolf", "waterfox", "floorp", "zen", "icecat", "palemoon", "tor browser", "mullvad browser", "mullvadbrowser",
		"google-chrome", "chrome", "chromium", "microsoft-edge", "msedge", "edge", "brave", "opera", "vivaldi", "thorium", "yandex",
		"epiphany", "konqueror", "falkon", "qutebrowser", "midori",
	} {
		if strings.HasPrefix(name, browser) || strings.HasPrefix(last, browser) {
			return true
		}
	}
	return false
}

// markers are what browsers call a private window, in lower case.
func markers() []string {
	return []string{
		// Firefox and its kin
		"private browsing", "private window", "privater modus", "privates fenster", "privater firefox modus", "navigation privée", "fenêtre privée",
		"navegación privada", "navegação privativa", "navegação privada", "navigazione anonima", "navigazione privata",
		"privénavigatie", "tryb prywatny", "prywatne przeglądanie", "приватный просмотр", "приватное окно", "приватный режим",
		"приватний перегляд", "privat surfning", "privat browsing", "privat nettlesing", "yksityinen selaus",
		"anonymní prohlížení", "anonymní režim", "privát böngészés", "gizli gezinti", "ιδιωτική περιήγηση", "navigare privată",
		"プライベートブラウジング", "隐私浏览", "隐私窗口", "隱私瀏覽", "隱私視窗", "사생활 보호", "프라이빗",
		// Chromium and its kin
		"incognito", "inkognito", "incógnito", "incògnit", "инкогнито", "інкогніто", "navegação anônima", "navegação anónima",
		"シークレット", "无痕", "無痕", "시크릿",
		// Edge
		"inprivate",
	}
}

// bracketed are words that say so only behind the name of a browser, in
// brackets: "Brave (Private)".
func bracketed() []string {
	return []string{"private", "privat", "privé", "privée", "privado", "privada", "privata", "privato", "prywatne", "приватное", "gizli", "プライベート"}
}
