package server

import (
	"go/doc/comment"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestRoutesAreTheSpecification compares the table of routes with the headings
// of the specification in package api.
func TestRoutesAreTheSpecification(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../api/doc.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var specified []string
	for _, block := range new(comment.Parser).Parse(file.Doc.Text()).Content {
		heading, ok := block.(*comment.Heading)
		if !ok {
			continue
		}
		text := string(heading.Text[0].(comment.Plain))
		if strings.HasPrefix(text, "GET ") || strings.HasPrefix(text, "POST ") {
			specified = append(specified, text)
		}
	}
	var routed []string
	for _, r := range (&door{Server: new(Server)}).routes() {
		routed = append(routed, strings.ReplaceAll(r.pattern, "/{$}", "/"))
	}
	slices.Sort(specified)
	slices.Sort(routed)
	if !slices.Equal(specified, routed) {
		t.Errorf("specified are\n%s\nrouted are\n%s", strings.Join(specified, "\n"), strings.Join(routed, "\n"))
	}
}

// TestErrorsAreTheSpecification compares the table of kinds with the one in
// the specification.
func TestErrorsAreTheSpecification(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../api/doc.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(file.Doc.Text(), "\tcode        status  when\n")
	table, _, _ = strings.Cut(table, "\n\n")
	specified := make(map[string]string)
	for _, line := range strings.Split(table, "\n") {
		fields := strings.Fields(line)
		specified[fields[0]] = fields[1]
	}
	for _, k := range kinds() {
		if got := specified[k.code]; got != strconv.Itoa(k.status) {
			t.Errorf("%s: specified is %q, answered %d", k.code, got, k.status)
		}
		delete(specified, k.code)
	}
	if len(specified) > 0 {
		t.Errorf("specified, but not known: %v", specified)
	}
}
