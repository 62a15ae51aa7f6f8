package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
)

// EventStream is the media type of GET /v1/events.
const EventStream = "text/event-stream"

// EventAgenda is the name of the messages that say that the agenda is another
// one. Their data is an AgendaEdition.
const EventAgenda = "agenda"

// AgendaEdition says which agenda there is now: a client fetches it again when
// it has another one.
type AgendaEdition struct {
	Edition uint64 `json:"edition"`
}

// WriteEvent writes one message of an event stream: a line of JSON, which has
// no line breaks of its own, and an empty line.
func WriteEvent(w io.Writer, v any) error { return WriteNamedEvent(w, "", v) }

// WriteNamedEvent is WriteEvent for a message that is no status.
func WriteNamedEvent(w io.Writer, name string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	message := make([]byte, 0, len(body)+len(name)+len("event: \ndata: \n\n"))
	if name != "" {
		message = append(message, "event: "+name+"\n"...)
	}
	message = append(message, "data: "...)
	message = append(message, body...)
	message = append(message, "\n\n"...)
	_, err = w.Write(message)
	return err
}

// Event is one message of Client.WatchAll: one of the two is there.
type Event struct {
	Status *Status
	Agenda *AgendaEdition
}

// Watch yields the present status at once, then one at every change. It ends
// with the error that broke the stream; the caller connects again.
func (c *Client) Watch(ctx context.Context) iter.Seq2[Status, error] {
	return func(yield func(Status, error) bool) {
		for e, err := range c.events(ctx, "/v1/events") {
			if e.Status == nil && err == nil {
				continue
			}
			if !yield(value(e.Status), err) {
				return
			}
		}
	}
}

// WatchAll is Watch that also tells which agenda there is, after the first
// status and whenever it is another one.
func (c *Client) WatchAll(ctx context.Context) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for e, err := range c.events(ctx, "/v1/events?agenda=1") {
			if e == (Event{}) && err == nil {
				continue
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// events yields what a stream says, up to its first error. Of a message that
// this client does not know it yields nothing.
func (c *Client) events(ctx context.Context, path string) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		res, err := c.do(ctx, http.MethodGet, path, EventStream, nil)
		if err != nil {
			yield(Event{}, err)
			return
		}
		defer res.Body.Close()
		for m, err := range readEvents(res.Body) {
			var e Event
			switch {
			case err != nil:
			case m.name == "":
				e.Status = new(Status)
				err = json.Unmarshal(m.data, e.Status)
			case m.name == EventAgenda:
				e.Agenda = new(AgendaEdition)
				err = json.Unmarshal(m.data, e.Agenda)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// value is what p points to, or zero.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// message is one of an event stream.
type message struct {
	name string // "" for a status
	data []byte
}

// maxEvent is how many bytes of one message a reader puts up with. A status
// has about a thousand.
const maxEvent = 256 << 10

// readEvents yields each message of an event stream, valid until the next one.
// Comments and fields other than event and data are passed over, as the standard
// wants it. The end of the stream is an error too: it has none.
func readEvents(r io.Reader) iter.Seq2[message, error] {
	return func(yield func(message, error) bool) {
		lines := bufio.NewReaderSize(r, 4<<10)
		var name string
		var data []byte
		for {
			line, err := readLine(lines, maxEvent-len(data))
			if err != nil {
				yield(message{}, fmt.Errorf("event stream: %w", err))
				return
			}
			if field, ok := bytes.CutPrefix(line, []byte("event:")); ok {
				name = string(bytes.TrimPrefix(field, []byte(" ")))
				continue
			}
			if field, ok := bytes.CutPrefix(line, []byte("data:")); ok {
				if len(data) > 0 {
					data = append(data, '\n')
				}
				data = append(data, bytes.TrimPrefix(field, []byte(" "))...)
				continue
			}
			if len(line) > 0 {
				continue
			}
			if len(data) > 0 && !yield(message{name, data}, nil) {
				return
			}
			name, data = "", data[:0]
		}
	}
}

var errLongLine = errors.New("a message is too long")

// readLine returns the next line without its end, valid until the next read,
// and refuses to gather more than limit bytes.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var long []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(long)+len(part) > limit {
			return nil, errLongLine
		}
		switch {
		case err == nil && long == nil:
			return bytes.TrimRight(part, "\r\n"), nil
		case err == nil:
			return bytes.TrimRight(append(long, part...), "\r\n"), nil
		case errors.Is(err, bufio.ErrBufferFull):
			long = append(long, part...)
		case errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		default:
			return nil, err
		}
	}
}
