package web

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"

	"github.com/prometheus/exporter-toolkit/web"
	"go.yaml.in/yaml/v2"
)

// Front is what a web config file asks for.
type Front struct {
	TLS       bool // what is sent can't be read on the way
	Clients   bool // who has no certificate is turned away
	Passwords bool // who has no password is turned away
}

// Read reads the file, and the certificates and the hashes of passwords that are
// named there.
func Read(file string) (Front, error) {
	if err := web.Validate(file); err != nil {
		return Front{}, fmt.Errorf("web config %s: %w", file, plain(err))
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return Front{}, fmt.Errorf("web config: %w", err)
	}
	var c web.Config
	if err := yaml.UnmarshalStrict(text, &c); err != nil {
		return Front{}, fmt.Errorf("web config %s: %w", file, plain(err))
	}
	return Front{
		TLS:       c.TLSConfig.IsEnabled(),
		Clients:   c.TLSConfig.ClientAuth == "RequireAndVerifyClientCert", // any other may be made by oneself
		Passwords: len(c.Users) > 0,
	}, nil
}

// Protects tells whether strangers are kept out, or at least from what others
// are sent.
func (f Front) Protects() bool { return f.TLS || f.Passwords }

// plain is an error of the library for YAML in one line.
func plain(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: unmarshal errors:")
	return fmt.Errorf("%s", strings.Join(strings.Fields(text), " "))
}

// Serve has hs answer what the file lets through, until ln is closed.
func Serve(ln net.Listener, hs *http.Server, file string, log *slog.Logger) error {
	return web.Serve(ln, hs, &web.FlagConfig{WebConfigFile: &file}, log)
}
