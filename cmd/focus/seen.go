package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"focusd/daemon/api"
)

// mostSeen is how many things of a list can be named by their number.
const mostSeen = 1000

// seenPath is the file that remembers the list that was printed last, so that a
// number means what the person sees; "" where there is no place for it.
func (a *app) seenPath() string {
	dir := a.getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(dir) {
		home := a.getenv("HOME")
		if !filepath.IsAbs(home) {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "focusd", "seen.json")
}

// saw remembers the IDs of a list whose places were printed as numbers. It is
// not worth an error when it cannot: then a number is refused as unknown.
func (a *app) saw(ids []string) {
	path := a.seenPath()
	if path == "" || a.json {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return
	}
	// A list that is half written must not be read by another focus.
	temp, err := os.CreateTemp(filepath.Dir(path), "seen-*")
	if err != nil {
		return
	}
	_, err = temp.WriteString(jsonLine(ids[:min(len(ids), mostSeen)]))
	if closed := temp.Close(); err != nil || closed != nil || os.Rename(temp.Name(), path) != nil {
		_ = os.Remove(temp.Name())
	}
}

// show prints what the daemon has answered, unless that is err: as JSON, or as
// text. The IDs are what its numbers stand for; none: it has no numbers.
func (a *app) show(answer any, err error, ids []string, text func(page) string) error {
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(answer)
	}
	if ids != nil {
		a.saw(ids)
	}
	a.printf("%s", text(a.page()))
	return nil
}

// idsOf are the IDs of what is listed.
func idsOf[T any](all []T, id func(T) string) []string {
	ids := make([]string, len(all))
	for i, v := range all {
		ids[i] = id(v)
	}
	return ids
}

// seen are the IDs of the list that was printed last.
func (a *app) seen() (ids []string) {
	body, err := os.ReadFile(a.seenPath())
	if err != nil || json.Unmarshal(body, &ids) != nil {
		return nil
	}
	return ids
}

// named is a command for what words name: a number of the list that was printed
// last, part of an ID, or words of a name.
func (a *app) named(do string, words []string) api.AgendaCommand {
	cmd := api.AgendaCommand{Do: do, Query: strings.Join(words, " ")}
	if _, err := strconv.Atoi(cmd.Query); err == nil {
		cmd.Seen = a.seen()
	}
	return cmd
}
