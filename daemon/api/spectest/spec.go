package spectest

import (
	"go/ast"
	"go/doc"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Spec is what the comments of package api say.
type Spec struct {
	// Routes are those that the package comment lists, "GET /v1/status", and the
	// declaration that each is described with, "Status" or "Client.Record"; "": the
	// package comment itself.
	Routes map[string]string
	// Described are the headings that are routes, and the declaration of each.
	Described map[string]string
	Examples  []Example
	Codes     map[string]int // of errors, and the status that each comes with
}

// Example is one exchange, or half of one: a request line and a body, or a
// status and a body.
type Example struct {
	Asked string // the request line that it is or answers, without a query: "POST /v1/timer"
	Line  string // "POST /v1/timer", "200 OK"
	Body  string
}

// Read reads the specification from the folder of package api.
func Read(t *testing.T, folder string) Spec {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	set := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	p, err := doc.NewFromFiles(set, files, "focusd/daemon/api")
	if err != nil {
		t.Fatal(err)
	}
	s := Spec{Routes: make(map[string]string), Described: make(map[string]string), Codes: make(map[string]int)}
	s.read(p, "", p.Doc)
	for _, typ := range p.Types {
		s.read(p, typ.Name, typ.Doc)
		for _, method := range typ.Methods {
			s.read(p, typ.Name+"."+method.Name, method.Doc)
		}
	}
	return s
}

// read adds what the comment of a declaration says.
func (s *Spec) read(p *doc.Package, of, text string) {
	asked := ""
	for _, block := range p.Parser().Parse(text).Content {
		switch block := block.(type) {
		case *comment.Heading:
			if name, _ := plain(block.Text); isRequest(name) {
				s.Described[name] = of
			}
		case *comment.List:
			if of == "" {
				s.list(block)
			}
		case *comment.Code:
			asked = s.code(asked, block.Text)
		}
	}
}

// list adds the routes of a list of the package comment: "GET /v1/status: [Status]".
func (s *Spec) list(list *comment.List) {
	for _, item := range list.Items {
		for _, block := range item.Content {
			p, ok := block.(*comment.Paragraph)
			if !ok {
				continue
			}
			if name, at := plain(p.Text); isRequest(name) {
				s.Routes[name] = at
			}
		}
	}
}

// plain is a line up to its colon, and the declaration to which it leads.
func plain(text []comment.Text) (line, at string) {
	for _, part := range text {
		switch part := part.(type) {
		case comment.Plain:
			line += string(part)
		case *comment.DocLink:
			at = strings.TrimPrefix(part.Recv+"."+part.Name, ".")
		}
	}
	line, _, _ = strings.Cut(line, ":")
	return line, at
}

func isRequest(line string) bool {
	return strings.HasPrefix(line, "GET /") || strings.HasPrefix(line, "POST /")
}

// code adds the examples of a piece of code, which may go on with what was asked
// before it, or the table of codes. It returns what was asked last.
func (s *Spec) code(asked, code string) string {
	for part := range strings.SplitSeq(code, "\n\n") {
		line, body, _ := strings.Cut(part, "\n")
		switch {
		case strings.HasPrefix(line, "code "):
			s.table(body)
			continue
		case isRequest(line):
			asked, _, _ = strings.Cut(line, "?")
		case !strings.HasSuffix(line, " OK") && !strings.HasSuffix(line, " Conflict"):
			continue
		}
		s.Examples = append(s.Examples, Example{asked, line, body})
	}
	return asked
}

// table adds the codes of errors.
func (s *Spec) table(rows string) {
	for row := range strings.Lines(rows) {
		if fields := strings.Fields(row); len(fields) > 2 {
			s.Codes[fields[0]], _ = strconv.Atoi(fields[1])
		}
	}
}
