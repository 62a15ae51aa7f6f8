package daemon

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layer says what a package may import beside the standard library, and why.
type layer struct {
	may []string
	why string
}

const (
	xgb      = "github.com/jezek/xgb"
	gopsutil = "github.com/shirou/gopsutil/v3"
	client   = "github.com/prometheus/client_golang"
	common   = "github.com/prometheus/common"
	model    = "github.com/prometheus/client_model"
	godbus   = "github.com/godbus/dbus/v5"
	unix     = "golang.org/x/sys"
)

// layers is who may import whom. A package that is not here fails the test:
// whoever adds one says where it belongs.
var layers = map[string]layer{
	"timer":   {nil, "it must be provable by reading"},
	"tracker": {nil, "it must be provable by reading"},

	"timer/nudge": {[]string{"timer", "tracker", "tracker/category"}, "what is said to the person, and when, must be provable by reading"},

	"timer/agenda":        {[]string{"tracker", "timer/agenda/streak", "timer/agenda/recur"}, "what there is to do must be provable by reading"},
	"timer/agenda/streak": {[]string{"tracker"}, "what a habit has come to must be provable by reading"},
	"timer/agenda/recur":  {[]string{"tracker"}, "when something comes again must be provable by reading"},

	"tracker/x11":                {[]string{"tracker", "tracker/alarm", "tracker/source", gopsutil, unix}, "an adapter has one library of its own and knows no other adapter"},
	"tracker/x11/x11test":        {[]string{"contrib/standing", "contrib/standing/wm"}, "a desktop for tests needs nothing of the program"},
	"tracker/alarm":              {[]string{unix}, "a timer, and nothing else"},
	"tracker/source":             {[]string{"tracker", "tracker/alarm"}, "it chooses among adapters that it does not know"},
	"tracker/source/newcomer":    {[]string{"tracker/sessionbus", unix}, "it notices that something has come, and does not know what for"},
	"tracker/sessionbus/bustest": {[]string{"contrib/standing"}, "a bus for tests needs nothing of the program"},
	"tracker/sessionbus":         {[]string{"tracker/source", godbus}, "a bus is no adapter: those of a desktop may use it"},

	"tracker/wayland":             {[]string{"tracker", "tracker/alarm", "tracker/source"}, "an adapter that speaks its protocol itself"},
	"tracker/wayland/waylandtest": {[]string{"contrib/standing"}, "compositors for tests need nothing of the program"},
	"tracker/kwin":                {[]string{"tracker", "tracker/source", "tracker/sessionbus", godbus}, "an adapter of one compositor"},
	"tracker/kwin/kwintest":       {[]string{"contrib/standing", godbus}, "a compositor for tests needs nothing of the program"},
	"tracker/gnome":               {[]string{"tracker", "tracker/source", "tracker/sessionbus", godbus}, "an adapter of one shell"},
	"tracker/gnome/gnometest":     {[]string{"contrib/standing", godbus}, "a shell for tests needs nothing of the program"},
	"tracker/screensaver":         {[]string{"tracker/source", "tracker/sessionbus", godbus}, "an adapter of one interface"},
	"tracker/logind":              {[]string{"tracker/source", godbus}, "an adapter of one service"},
	"tracker/media":               {[]string{"tracker", "tracker/source", godbus, unix}, "it finds evidence and judges nothing"},
	"tracker/terminal":            {[]string{"tracker", "tracker/source", "tracker/terminal/tmux", unix}, "it reads what the kernel says of terminals"},
	"tracker/terminal/tmux":       {nil, "a client of tmux and nothing else"},
	"tracker/terminal/ptytest":    {[]string{"contrib/standing", unix}, "terminals for tests need nothing of the program"},
	"tracker/category":            {[]string{"tracker"}, "what time is worth is an opinion: it must be provable by reading"},
	"tracker/entry":               {[]string{"tracker"}, "it lies over what was recorded: it must be provable by reading"},

	"tracker/witness": {[]string{"tracker"}, "what follows from what was told must be provable by reading"},

	"tracker/privacy": {[]string{"tracker", "tracker/category"}, "what may be known has to be provable by reading"},

	"daemon/engine":            {[]string{"timer", "timer/nudge", "tracker", "tracker/alarm", "tracker/category", "tracker/privacy", "tracker/witness"}, "state without transport or disk; it runs in a bubble"},
	"daemon/engine/enginetest": {[]string{"daemon/engine", "timer", "tracker", "tracker/category", "tracker/privacy", "github.com/google/go-cmp"}, "the other side of the engine's seams"},
	"daemon/api":               {[]string{"timer", "tracker", "tracker/entry"}, "linked into command line and tray: no store, no metrics, no display"},
	"daemon/api/spectest":      {nil, "it reads source"},
	"daemon/web/webtest":       {[]string{"golang.org/x/crypto"}, "certificates and passwords for tests"},

	"daemon/page":      {[]string{"daemon/api", "tracker"}, "a client of the protocol that makes HTML of it"},
	"daemon/resident":  {[]string{unix}, "it knows the kernel and Go, and nothing of the program"},
	"daemon/direction": {nil, "pure text; notifications, tray and command line share it"},
	"daemon/entries":   {[]string{"daemon/engine", "tracker", "tracker/entry", "github.com/oklog/ulid/v2"}, "it keeps what the person says, through the engine"},
	"daemon/imports":   {[]string{"tracker", "tracker/entry"}, "files of other programs; a parser must be provable by reading"},
	"daemon/quiet":     {[]string{"daemon/engine", "timer", "tracker/sessionbus", godbus}, "do-not-disturb and nothing else"},
	"daemon/hook":      {[]string{"daemon/engine", "timer"}, "programs of the person and nothing else"},
	"daemon/zone":      {[]string{godbus, unix}, "an adapter of the system's time zone"},
	"daemon/clock":     {[]string{"tracker", unix}, "an adapter of the system's clocks"},
	"daemon/store":     {[]string{"daemon/engine", "timer", "tracker", "tracker/category", "tracker/privacy", "tracker/witness", "go.etcd.io/bbolt", "github.com/klauspost/compress", "github.com/oklog/ulid/v2", unix}, "the only package that knows the file"},
	"daemon/undo":      {[]string{"daemon/engine", "github.com/oklog/ulid/v2"}, "it knows documents and not what they say"},
	"daemon/agenda":    {[]string{"daemon/engine", "daemon/undo", "timer/agenda", "tracker", "github.com/oklog/ulid/v2"}, "it keeps what package agenda decides, through the engine"},
	"daemon/credit":    {[]string{"daemon/agenda", "daemon/engine", "daemon/entries", "daemon/report", "daemon/rules", "timer", "timer/agenda", "tracker", "tracker/entry"}, "it brings the log and the agenda together, without transport or disk"},
	"daemon/rules":     {[]string{"daemon/engine", "daemon/undo", "tracker", "tracker/category", "github.com/oklog/ulid/v2"}, "what the person says of their time, without transport or disk"},
	"daemon/server":    {[]string{"daemon/page", "daemon/openmetrics", "daemon/agenda", "daemon/credit", "daemon/report", "daemon/undo", "timer/agenda", "timer/agenda/streak", "daemon/engine", "daemon/entries", "daemon/replay", "daemon/nudger", "daemon/rules", "daemon/api", "timer", "timer/nudge", "tracker", "tracker/category", "tracker/privacy", "tracker/entry", "tracker/witness"}, "HTTP and nothing else"},
	"daemon/report":    {[]string{"tracker", "tracker/category", "tracker/entry", "timer", "timer/agenda"}, "what time comes to must be provable by reading"},
	"daemon/web":       {[]string{"github.com/prometheus/exporter-toolkit", "go.yaml.in/yaml/v2"}, "TLS and passwords and nothing else"},
	"daemon/listen":    {[]string{"github.com/coreos/go-systemd/v22"}, "sockets and nothing else"},
	"daemon/replay":    {[]string{"daemon/engine", "daemon/api", "tracker", "tracker/witness"}, "a record in, a log out; the store is given"},
	"daemon/metrics":   {[]string{"daemon/engine", "timer", "timer/nudge", "tracker", client, common, model}, "the only package that knows Prometheus"},
	"daemon/nudger":    {[]string{"daemon/agenda", "daemon/engine", "daemon/entries", "timer", "timer/agenda", "timer/nudge", "tracker", "tracker/alarm", "tracker/category", "tracker/entry"}, "it says what package nudge decides, through the engine"},
	"daemon/desktop":   {[]string{"daemon/direction", "daemon/engine", "timer", "timer/nudge", "tracker/sessionbus", godbus}, "notifications and nothing else"},

	"daemon/openmetrics": {[]string{"daemon/engine", "tracker", "tracker/category", "tracker/entry"}, "a log in, samples out; the store is given"},

	"daemon": {[]string{
		"daemon/agenda", "daemon/credit", "daemon/engine", "daemon/report", "daemon/store", "daemon/undo", "daemon/rules", "daemon/server", "daemon/listen", "daemon/web", "daemon/metrics", "daemon/desktop", "daemon/entries", "daemon/nudger", "daemon/openmetrics", "daemon/quiet", "daemon/resident", "daemon/hook", "daemon/api", "daemon/clock",
		"daemon/zone", "tracker/alarm", "tracker/source", "tracker/source/newcomer", "tracker/sessionbus", "tracker/x11", "tracker/wayland", "tracker/kwin", "tracker/gnome", "tracker/screensaver",
		"tracker/logind", "tracker/media", "tracker/terminal", "tracker/privacy", "timer", "timer/agenda", "timer/agenda/streak", "timer/nudge", "tracker", "tracker/category",
		"github.com/pelletier/go-toml/v2", "github.com/adrg/xdg", "github.com/coreos/go-systemd/v22",
	}, "somebody must know all the parts"},

	"tray":          {[]string{"tray/icon", "daemon/api", "daemon/direction", "timer"}, "testable without a desktop"},
	"tray/icon":     {nil, "pictures are arithmetic"},
	"tray/session":  {[]string{"tray/icon", godbus, xgb}, "whether there is a desktop to show an icon on"},
	"tray/traytest": {[]string{godbus, "daemon/api"}, "a panel for tests"},
	"tray/gtk":      {[]string{"tray", "tray/icon", "github.com/getlantern/systray", godbus, xgb}, "the only cgo in the module"},

	"cmd/focusd":     {[]string{"daemon", "daemon/api", "daemon/replay", "daemon/resident", "daemon/store", "tracker"}, "flags in, daemon.Run out"},
	"cmd/focus":      {[]string{"daemon/api", "daemon/direction", "daemon/imports", "timer", "tracker", "tracker/entry", "github.com/spf13/cobra", "github.com/spf13/pflag", unix}, "a client must start in milliseconds"},
	"cmd/focus-tray": {[]string{"tray", "tray/gtk", "tray/icon", "tray/session", "daemon/api"}, "flags in, tray.Run out"},
}

// standardOnly limits what the pure packages take even from the standard
// library: no clock, no disk, no goroutine.
var standardOnly = map[string][]string{
	"timer":               {"cmp", "errors", "fmt", "math", "slices", "strconv", "strings", "time"},
	"timer/agenda":        {"bytes", "cmp", "encoding", "encoding/json", "errors", "fmt", "io", "iter", "maps", "math", "reflect", "slices", "strconv", "strings", "time", "unicode", "unicode/utf8"},
	"timer/agenda/streak": {"errors", "fmt", "iter", "math", "slices", "strings", "time"},
	"timer/agenda/recur":  {"cmp", "errors", "fmt", "iter", "slices", "strconv", "strings", "time"},
	"timer/nudge":         {"cmp", "errors", "fmt", "slices", "strings", "time"},
	"daemon/report":       {"cmp", "encoding/json", "fmt", "iter", "math", "slices", "sort", "strconv", "strings", "time", "unicode/utf8"},
	"daemon/imports":      {"bytes", "cmp", "encoding/csv", "encoding/json", "errors", "fmt", "slices", "strconv", "strings", "time", "unicode", "unicode/utf8"},
	"tracker/entry":       {"cmp", "errors", "fmt", "iter", "slices", "strings", "time", "unicode", "unicode/utf8"},
	"tracker":             {"cmp", "errors", "fmt", "iter", "maps", "math", "slices", "sort", "strconv", "strings", "time", "unicode", "unicode/utf8"},
}

// onlyIn are the libraries that exactly one small package may know.
var onlyIn = map[string]string{
	gopsutil:                                 "tracker/x11",
	"github.com/getlantern/systray":          "tray/gtk",
	client:                                   "daemon/metrics",
	"github.com/prometheus/exporter-toolkit": "daemon/web",
	"go.etcd.io/bbolt":                       "daemon/store",
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "-tags", "tray", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, "focusd/")
		all = append(all, p)
	}
}

func TestImportsFollowTheLayers(t *testing.T) {
	for _, p := range packages(t) {
		if strings.HasPrefix(p.ImportPath, "contrib/") {
			continue
		}
		rule, ok := layers[p.ImportPath]
		if !ok {
			t.Errorf("package %s is in no layer; add it to the table with a reason", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if !allowed(p.ImportPath, imp, rule) {
				t.Errorf("%s imports %s: %s", p.ImportPath, imp, rule.why)
			}
		}
	}
}

func allowed(pkg, imp string, rule layer) bool {
	if first, _, _ := strings.Cut(imp, "/"); !strings.Contains(first, ".") && first != "focusd" {
		only, pure := standardOnly[pkg]
		return !pure || slices.Contains(only, imp)
	}
	return slices.ContainsFunc(rule.may, func(m string) bool {
		own := strings.TrimPrefix(imp, "focusd/")
		return own == m || strings.Contains(m, ".") && strings.HasPrefix(imp, m+"/")
	})
}

func TestOnePackageKnowsEachLibrary(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath == "contrib/bench/floor" {
			continue // what the daemon is measured against does without its packages
		}
		for lib, home := range onlyIn {
			for _, imp := range p.Imports {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && p.ImportPath != home {
					t.Errorf("%s imports %s; only %s may", p.ImportPath, imp, home)
				}
			}
		}
	}
}

func TestEveryPackageHasOnePackageComment(t *testing.T) {
	comments := make(map[string]int)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		comments[filepath.Dir(path)] += 0
		if f.Doc != nil {
			comments[filepath.Dir(path)]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, n := range comments {
		if n != 1 {
			t.Errorf("%s has %d package comments, want 1", dir, n)
		}
	}
}
