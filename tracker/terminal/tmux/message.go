package tmux

import "strings"

// message is one thing that tmux says in control mode.
type message struct {
	changed bool     // what is in front may be another
	clients []Client // the answer to a question for them
	ended   bool     // the client is being sent away
	refused bool     // something that it asked for is not done
	reason  string   // of ended and refused; may be empty
}

// parser reads what tmux says in control mode, a line at a time. The zero
// parser is at the beginning.
//
//	%begin 1795328012 277 1      an answer: time, number, flags
//	...
//	%end 1795328012 277 1        or %error with the same
//	%session-window-changed ...  a notice
//	%exit server exited
type parser struct {
	block   string // what follows %begin and must follow %end; "": not inside
	clients []Client
	said    string // the last line that is no client
}

// line takes in one line, without its end. ok is false when it says nothing of
// interest.
func (p *parser) line(s string) (m message, ok bool) {
	word, rest, _ := strings.Cut(s, " ")
	if p.block != "" {
		return p.inside(s, word, rest)
	}
	switch word {
	case "%begin":
		p.block = rest
	case "%exit":
		return message{ended: true, reason: rest}, true
	case "%subscription-changed", "%client-session-changed", "%client-detached", "%session-changed",
		"%sessions-changed", "%session-window-changed", "%window-pane-changed":
		return message{changed: true}, true
	}
	return message{}, false
}

func (p *parser) inside(s, word, rest string) (m message, ok bool) {
	if rest == p.block && (word == "%end" || word == "%error") {
		m = message{clients: p.clients}
		if word == "%error" {
			m = message{refused: true, reason: p.said}
		}
		*p = parser{}
		return m, m.refused || len(m.clients) > 0
	}
	if c, ok := parseClient(s); !ok {
		p.said = s
	} else if len(p.clients) < maxClients {
		p.clients = append(p.clients, c)
	}
	return message{}, false
}

// maxClients bounds what is kept of an answer that does not end.
const maxClients = 1000
