// Tally reads the output of go test -json and shows what a person wants of it:
// a line per package, the whole output of what failed, and the name of what
// was skipped and why. It ends with the number of tests, appended to a file
// for the caller to add up.
//
//	go test -json ./... | tally -to counts
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	to := flag.String("to", "", "append `passed failed skipped` to this file")
	flag.Parse()
	var t tally
	if err := t.read(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "tally: error:", err)
		os.Exit(2)
	}
	if *to != "" {
		if err := t.appendTo(*to); err != nil {
			fmt.Fprintln(os.Stderr, "tally: error:", err)
			os.Exit(2)
		}
	}
	if t.failed > 0 {
		os.Exit(1)
	}
}

// event is one line of go test -json; see go doc test2json.
type event struct {
	Action      string
	Package     string
	ImportPath  string // of build output
	Test        string
	Output      string
	FailedBuild string
}

// tally counts tests, subtests included. A package that fails without a failed
// test (it does not build, it panics, it runs out of time) counts as one.
type tally struct {
	passed, failed, skipped int

	output map[string][]string // by package and test, until it has ended
	broken map[string]int      // failed tests by package
}

func (t *tally) read(in io.Reader, out io.Writer) error {
	t.output, t.broken = map[string][]string{}, map[string]int{}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			var e event
			if json.Unmarshal([]byte(line), &e) != nil {
				fmt.Fprint(out, line) // go itself speaking
			} else {
				t.add(e, out)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the test output: %w", err)
		}
	}
}

func (t *tally) add(e event, out io.Writer) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(out, e.Output)
	case "output":
		if e.Test == "" && closing(e.Output) {
			fmt.Fprint(out, e.Output)
			return
		}
		t.output[key] = append(t.output[key], e.Output)
	case "pass":
		if e.Test != "" {
			t.passed++
		}
		delete(t.output, key)
	case "skip":
		if e.Test != "" {
			t.skipped++
			fmt.Fprintf(out, "--- SKIP: %s%s\n", e.Test, reason(t.output[key]))
		}
		delete(t.output, key)
	case "fail":
		t.fail(e, key, out)
	}
}

func (t *tally) fail(e event, key string, out io.Writer) {
	if e.Test == "" && t.broken[e.Package] > 0 {
		t.output[key] = nil
		return // its tests have been counted and shown
	}
	t.failed++
	t.broken[e.Package]++
	for _, line := range t.output[key] {
		fmt.Fprint(out, line)
	}
	// What a test was doing when its package was ended is nowhere else.
	if e.Test == "" {
		for running, lines := range t.output {
			if strings.HasPrefix(running, e.Package+" ") && running != key {
				fmt.Fprint(out, strings.Join(lines, ""))
			}
		}
	}
	delete(t.output, key)
}

// closing is the line with which go test ends a package.
func closing(line string) bool {
	for _, prefix := range []string{"ok  \t", "FAIL\t", "?   \t", "---", "panic:"} {
		if strings.HasPrefix(line, prefix) {
			return true
		}
	}
	return strings.HasPrefix(line, "\t") && strings.Contains(line, "coverage:")
}

// reason is what a test said when it skipped itself.
func reason(lines []string) string {
	for _, line := range lines {
		if s := strings.TrimSpace(line); s != "" && !strings.HasPrefix(s, "===") && !strings.HasPrefix(s, "---") {
			if _, said, ok := strings.Cut(s, ".go:"); ok {
				_, said, _ = strings.Cut(said, ": ")
				return " (" + said + ")"
			}
			return " (" + s + ")"
		}
	}
	return ""
}

func (t *tally) appendTo(name string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the counts: %w", err)
	}
	_, err = fmt.Fprintln(f, t.passed, t.failed, t.skipped)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write the counts: %w", err)
	}
	return nil
}
