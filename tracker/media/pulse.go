package media

import (
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

// Commands of the native protocol of PulseAudio, which PipeWire speaks, too.
const (
	commandError           = 0
	commandReply           = 2
	commandAuth            = 8
	commandSetClientName   = 9
	commandSourceInfo      = 23
	commandSourceOutputs   = 32
	commandSubscribe       = 35
	commandSubscribedEvent = 66
)

const (
	// The version that we speak. Later ones say more of a stream that we
	// would skip; earlier ones, before 2011, do not say whether it is paused.
	protocolVersion = 21
	protocolAtLeast = 19
	versionMask     = 0xffff // the bits above offer shared memory

	cookieSize = 256

	maskSourceOutputs = 1 << 3

	errorNotThere = 5

	answerWithin = 5 * time.Second
	headerSize   = 20
	packetMost   = 4 << 20
)

var (
	errGarbled = errors.New("the sound server does not speak the protocol of PulseAudio")
	errOld     = errors.New("the sound server is too old: PulseAudio 1.0 or PipeWire would tell who records")
)

// pulseError is what the server answers when it refuses.
type pulseError uint32

func (e pulseError) Error() string {
	if e == 1 {
		return "the sound server refuses: access denied"
	}
	return fmt.Sprintf("the sound server refuses: error %d", uint32(e))
}

// pulse is a connection to a sound server. One goroutine uses it.
type pulse struct {
	conn    net.Conn
	in      []byte // received and not yet read
	serial  uint32
	changed bool // something has changed since it was last asked for
}

// greet introduces us and asks to be told about source outputs. The server
// knows the user by the credentials of the socket: no cookie is needed.
func (p *pulse) greet() error {
	auth := putU32(p.command(commandAuth), protocolVersion)
	auth = putBytes(auth, make([]byte, cookieSize))
	answer, err := p.ask(auth)
	if err != nil {
		return err
	}
	if version := answer.u32() & versionMask; answer.bad {
		return errGarbled
	} else if version < protocolAtLeast {
		return errOld
	}
	if _, err := p.ask(putProperty(p.command(commandSetClientName), "application.name", "focusd")); err != nil {
		return err
	}
	_, err = p.ask(putU32(p.command(commandSubscribe), maskSourceOutputs))
	return err
}

// recording tells whether a program listens to a microphone.
func (p *pulse) recording() (bool, error) {
	p.changed = false
	answer, err := p.ask(p.command(commandSourceOutputs))
	if err != nil {
		return false, err
	}
	all := answer.streams()
	if answer.bad {
		return false, errGarbled
	}
	for _, s := range all {
		if !s.listens() {
			continue
		}
		if hears, err := p.isMicrophone(s.source); hears || err != nil {
			return hears, err
		}
	}
	return false, nil
}

// isMicrophone tells whether a source gives anything but what is played.
func (p *pulse) isMicrophone(source uint32) (bool, error) {
	byIndex := append(putU32(p.command(commandSourceInfo), source), tagNoString)
	answer, err := p.ask(byIndex)
	if errors.Is(err, pulseError(errorNotThere)) {
		return false, nil // it went with its stream
	}
	if err != nil {
		return false, err
	}
	monitor := answer.isMonitor()
	if answer.bad {
		return false, errGarbled
	}
	return !monitor, nil
}

// await waits until something changes; until the zero time: for ever.
func (p *pulse) await(until time.Time) error {
	for {
		message, err := p.packet(until)
		if err != nil {
			return err
		}
		if p.note(message); p.changed {
			return nil
		}
	}
}

// note takes in a message that nobody asked for.
func (p *pulse) note(message tags) {
	if message.u32() == commandSubscribedEvent && !message.bad {
		p.changed = true
	}
}

// command begins a request. Its place for the size is filled in by ask.
func (p *pulse) command(command uint32) []byte {
	p.serial++
	b := make([]byte, headerSize, headerSize+cookieSize+32)
	be.PutUint32(b[4:], none) // no stream: a command
	return putU32(putU32(b, command), p.serial)
}

// ask sends a request and returns the answer to it.
func (p *pulse) ask(request []byte) (tags, error) {
	deadline := time.Now().Add(answerWithin)
	be.PutUint32(request, uint32(len(request)-headerSize))
	p.conn.SetWriteDeadline(deadline)
	if err := sendAs(p.conn, request); err != nil {
		return tags{}, fmt.Errorf("ask the sound server: %w", err)
	}
	for {
		message, err := p.packet(deadline)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return tags{}, fmt.Errorf("the sound server does not answer within %v", answerWithin)
		} else if err != nil {
			return tags{}, err
		}
		answer := message
		command, serial := answer.u32(), answer.u32()
		if serial != p.serial || command != commandReply && command != commandError {
			p.note(message)
			continue
		}
		if command == commandReply {
			return answer, nil
		}
		return tags{}, pulseError(answer.u32())
	}
}

// packet returns the next command; what belongs to streams is left out.
func (p *pulse) packet(until time.Time) (tags, error) {
	p.conn.SetReadDeadline(until)
	for {
		if message, channel, err := p.cut(); err != nil || message.rest != nil && channel == none {
			return message, err
		} else if message.rest != nil {
			continue
		}
		var chunk [8192]byte
		n, err := p.conn.Read(chunk[:])
		if err != nil {
			return tags{}, err
		}
		p.in = append(p.in, chunk[:n]...)
	}
}

// cut takes a packet from what was received; rest is nil when it is not there
// as a whole.
func (p *pulse) cut() (message tags, channel uint32, err error) {
	if len(p.in) < headerSize {
		return tags{}, 0, nil
	}
	size := be.Uint32(p.in)
	if size > packetMost {
		return tags{}, 0, errGarbled
	}
	whole := headerSize + int(size)
	if len(p.in) < whole {
		return tags{}, 0, nil
	}
	// A copy: the answer is read after more has been received.
	message.rest = append([]byte{}, p.in[headerSize:whole]...)
	channel = be.Uint32(p.in[4:])
	p.in = append(p.in[:0], p.in[whole:]...)
	return message, channel, nil
}
