package daemon

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// asked is how many things the method asks for, by the letter of their ids.
var asked = map[string]int{"L": 9, "B": 10, "M": 12, "P": 9, "H": 11, "R": 8}

// TestTheMethodIsTested holds contrib/method.md to the tests that there are.
func TestTheMethodIsTested(t *testing.T) {
	text, err := os.ReadFile("../contrib/method.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| ([A-Z]\d+) \| [^|]+ \| ([^|]+) \|$`)
	tests := make(map[string][]string)
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		if tests[m[1]] != nil {
			t.Errorf("%s has two rows", m[1])
		}
		tests[m[1]] = strings.Fields(strings.ReplaceAll(m[2], "`", ""))
	}
	for letter, n := range asked {
		for i := range n {
			if id := fmt.Sprint(letter, i+1); len(tests[id]) == 0 {
				t.Errorf("%s has no row with a test", id)
			}
		}
	}
	for id, names := range tests {
		for _, name := range names {
			if dot := strings.LastIndexByte(name, '.'); dot < 0 || !isTest(t, name[:dot], name[dot+1:]) {
				t.Errorf("%s: there is no test %s", id, name)
			}
		}
	}
}

// isTest tells whether a package has a test of that name.
func isTest(t *testing.T, pkg, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(pkg), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc "+name+"(t *testing.T)") {
			return true
		}
	}
	return false
}
