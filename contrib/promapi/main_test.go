package main

import (
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	tests := []struct {
		args []string
		says string // "": it is fine
	}{
		{nil, ""},
		{[]string{"--web.allow-host", "a", "--web.allow-host", "b"}, ""},
		{[]string{"extra"}, `there is no argument "extra"`},
		{[]string{"--job", ""}, "cannot be empty"},
		{[]string{"--query.timeout", "-1s"}, "above zero"},
		{[]string{"--nonsense"}, "nonsense"},
	}
	for _, tt := range tests {
		var said strings.Builder
		_, err := parse(tt.args, &said)
		if (err == nil) != (tt.says == "") || !strings.Contains(said.String(), tt.says) {
			t.Errorf("%v: %v, it says %q, want %q", tt.args, err, said.String(), tt.says)
		}
	}
}

func TestNobodyElseSees(t *testing.T) {
	written := func(name, text string) string {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	const hash = "$2y$04$abcdefghijklmnopqrstuuWVn7oHEeFnNmXmSl0VgtJxZJdhRXyLm"
	config := written("web.yml", "basic_auth_users:\n  a: "+hash+"\n")
	empty := written("empty.yml", "basic_auth_users: {}\n")
	tests := []struct {
		o    options
		fine bool
	}{
		{options{listen: "127.0.0.1:8464"}, true},
		{options{listen: "[::1]:8464"}, true},
		{options{listen: "localhost:8464"}, true},
		{options{listen: "0.0.0.0:8464"}, false},
		{options{listen: ":8464"}, false},
		{options{listen: "192.0.2.1:8464"}, false},
		{options{listen: "desk.lan:8464"}, false},
		{options{listen: "0.0.0.0:8464", insecure: true}, true},
		{options{listen: "0.0.0.0:8464", webConfig: config}, true},
		{options{listen: "0.0.0.0:8464", webConfig: empty}, false},
		{options{listen: "0.0.0.0:8464", webConfig: empty + ".none"}, false},
		{options{listen: "8464"}, false},
	}
	for _, tt := range tests {
		if err := tt.o.safe(); (err == nil) != tt.fine {
			t.Errorf("%+v: %v", tt.o, err)
		}
	}
}

func TestAnAddressThatIsTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	o, err := parse([]string{"--web.listen-address", l.Addr().String()}, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), o, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "--web.listen-address") {
		t.Errorf("the error is %v, want one that says what to do", err)
	}
}
