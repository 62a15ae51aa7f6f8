package nudge

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	if got, want := len(Kinds())+1, len(kindWords); got != want {
		t.Errorf("%d kinds and %d words", got, want)
	}
	for _, k := range Kinds() {
		if got, err := ParseKind(k.String()); got != k || err != nil {
			t.Errorf("ParseKind(%q) = %v, %v", k, got, err)
		}
		text, err := json.Marshal(k)
		var back Kind
		if err != nil || json.Unmarshal(text, &back) != nil || back != k {
			t.Errorf("%v became %s and then %v", k, text, back)
		}
	}
	for a := Expired; a <= Pause; a++ {
		if got, err := ParseAnswer(a.String()); got != a || err != nil {
			t.Errorf("ParseAnswer(%q) = %v, %v", a, got, err)
		}
	}
	if got, want := int(Pause)+1, len(answerWords); got != want {
		t.Errorf("%d answers and %d words", got, want)
	}
	if got, want := int(Manners)+1, len(causeWords); got != want {
		t.Errorf("%d causes and %d words", got, want)
	}
}

func TestWordsThatAreNone(t *testing.T) {
	for _, word := range []string{"", "nothing", "Gap", "gap ", "gaps"} {
		if k, err := ParseKind(word); err == nil || !strings.Contains(err.Error(), "use one of return, gap") {
			t.Errorf("ParseKind(%q) = %v, %v, want an error that says what to write", word, k, err)
		}
	}
	var k Kind
	if err := json.Unmarshal([]byte(`"yes"`), &k); err == nil {
		t.Errorf("%q became %v", "yes", k)
	}
	if text, err := json.Marshal(Kind(200)); err == nil {
		t.Errorf("Kind(200) became %s", text)
	}
	if got, want := Kind(200).String(), "Kind(200)"; got != want {
		t.Errorf("Kind(200) is %q, want %q", got, want)
	}
}

func TestOnlyQuestionsAreQuestions(t *testing.T) {
	var got []string
	for _, k := range Kinds() {
		if k.Question() {
			got = append(got, k.String())
		}
	}
	if got, want := strings.Join(got, " "), "return gap morning record"; got != want {
		t.Errorf("questions are %s, want %s", got, want)
	}
}
