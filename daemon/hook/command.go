package hook

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// Command is a program and its arguments, as they are: no shell reads them.
type Command []string

// Check says what is wrong with the way a command is written. Whether the
// program is there is found out when it is needed.
func (c Command) Check() error {
	if len(c) == 0 || c[0] == "" {
		return errors.New(`no program; write ["program", "argument"]`)
	}
	program := c[0]
	switch {
	case strings.HasPrefix(program, "~"):
		return fmt.Errorf("%q begins with ~, which only a shell understands; write the whole path", program)
	case strings.Contains(program, "/") && !filepath.IsAbs(program):
		return fmt.Errorf("%q is neither a name nor a whole path", program)
	case len(c) == 1 && strings.Contains(program, " ") && !filepath.IsAbs(program):
		return fmt.Errorf("%q is one word to the system; write [%s]", program, apart(program))
	}
	return nil
}

// apart is a line as a list of its words, as the configuration writes them.
func apart(line string) string {
	var words []string
	for word := range strings.FieldsSeq(line) {
		words = append(words, fmt.Sprintf("%q", word))
	}
	return strings.Join(words, ", ")
}
