package streak

import (
	"strings"
	"testing"
)

func codes(t testing.TB, s string) []Code {
	t.Helper()
	c, err := ParseCodes(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatalf("codes in a test: %v", err)
	}
	return c
}

func TestCodesAreReadAsTheyAreWritten(t *testing.T) {
	const all = "DMRSFP"
	if got := Format(codes(t, all)); got != all {
		t.Errorf("Format(ParseCodes(%q)) = %q", all, got)
	}
	if got, want := Code(9).String(), "code(9)"; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
}

func TestParseCodesSaysWhichLetterIsNone(t *testing.T) {
	for _, s := range []string{"DDX", "d", "D M", "é"} {
		if got, err := ParseCodes(s); err == nil || !strings.Contains(err.Error(), "use D, M") {
			t.Errorf("ParseCodes(%q) = %v, %v, want an error that says what to use", s, got, err)
		}
	}
}

func TestEligibleIsWhatCountsForOrAgainst(t *testing.T) {
	for _, c := range codes(t, "DMRSFP") {
		if got, want := c.Eligible(), c == Done || c == Missed; got != want {
			t.Errorf("%v.Eligible() = %v, want %v", c, got, want)
		}
	}
}
