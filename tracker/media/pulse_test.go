package media

import (
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// putStream puts a source output as a server of version 21 does.
func putStream(b []byte, s stream) []byte {
	b = putU32(b, 7)
	b = putString(b, "private")
	b = putU32(b, none)
	b = putU32(b, s.client)
	b = putU32(b, s.source)
	b = append(b, tagSpec, 3, 2, 0, 0, 0xac, 0x44)
	b = append(b, tagChannels, 2, 1, 2)
	for range 2 {
		b = append(b, tagUsec, 0, 0, 0, 0, 0, 0, 0, 9)
	}
	if s.resampler == "" {
		b = append(b, tagNoString)
	} else {
		b = putString(b, s.resampler)
	}
	b = putString(b, "driver.c")
	list := []byte{tagProperties}
	for key, value := range s.properties {
		one := putProperty(nil, key, value)
		list = append(list, one[1:len(one)-1]...)
	}
	b = append(append(b, list...), tagNoString)
	return append(b, map[bool]byte{true: tagTrue, false: tagFalse}[s.paused])
}

// putSource puts a source; monitorOf is the sink whose sound it gives, or none.
func putSource(b []byte, monitorOf uint32) []byte {
	b = putU32(b, 3)
	b = putString(putString(b, "source"), "A Source")
	b = append(b, tagSpec, 3, 1, 0, 0, 0xac, 0x44)
	b = append(b, tagChannels, 1, 0)
	b = putU32(b, none)
	b = append(b, tagVolumes, 1, 0, 1, 0, 0)
	b = append(b, tagFalse)
	b = putU32(b, monitorOf)
	return append(b, tagNoString) // and more, which we do not read
}

func TestStreamListens(t *testing.T) {
	program := stream{source: 3, client: 5}
	with := func(change func(*stream)) stream {
		s := program
		change(&s)
		return s
	}
	property := func(key, value string) stream {
		return with(func(s *stream) { s.properties = map[string]string{key: value} })
	}
	for _, test := range []struct {
		name   string
		stream stream
		want   bool
	}{
		{"program", program, true},
		{"program that says what it is", property(keyApp, "org.example.Calls"), true},
		{"paused", with(func(s *stream) { s.paused = true }), false},
		{"not connected yet", with(func(s *stream) { s.source = none }), false},
		{"the server itself", with(func(s *stream) { s.client = none }), false},
		{"meter by its resampler", with(func(s *stream) { s.resampler = "peaks" }), false},
		{"meter of PipeWire", property(keyPeaks, "true"), false},
		{"monitor stream", property(keyMonitor, "true"), false},
		{"records what is played", property(keyPlayback, "true"), false},
		{"filter of PipeWire", property(keyGroup, "loopback-1"), false},
		{"mixer", property(keyApp, "org.PulseAudio.pavucontrol"), false},
		{"settings", property(keyApp, "org.gnome.VolumeControl"), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := tags{rest: putStream(nil, test.stream)}
			got := answer.streams()
			if answer.bad || len(got) != 1 {
				t.Fatalf("streams() = %v, bad %v, want one", got, answer.bad)
			}
			if got[0].listens() != test.want {
				t.Errorf("%+v listens: %v, want %v", got[0], got[0].listens(), test.want)
			}
		})
	}
}

func TestPropertiesKeepsWhatIsAskedForOnly(t *testing.T) {
	secret := tags{rest: putStream(nil, stream{properties: map[string]string{"media.name": "a talk", keyApp: "app"}})}
	got := secret.streams()
	if len(got) != 1 || len(got[0].properties) != 1 || got[0].properties[keyApp] != "app" {
		t.Errorf("streams() = %+v, want only the property %s", got, keyApp)
	}
}

// script is what a server answers to a request; nil: it hangs up.
type script func(command, serial uint32, args tags) (answers [][]byte)

// packet is what a server sends.
func packet(command, serial uint32, body ...byte) []byte {
	b := make([]byte, headerSize)
	be.PutUint32(b[4:], none)
	b = append(putU32(putU32(b, command), serial), body...)
	be.PutUint32(b, uint32(len(b)-headerSize))
	return b
}

// serve answers requests as the script says until the client leaves.
func serve(conn net.Conn, answer script) {
	defer conn.Close()
	for {
		header := make([]byte, headerSize)
		if _, err := io.ReadFull(conn, header); err != nil {
			return
		}
		body := make([]byte, be.Uint32(header))
		if _, err := io.ReadFull(conn, body); err != nil {
			return
		}
		args := tags{rest: body}
		command, serial := args.u32(), args.u32()
		answers := answer(command, serial, args)
		if answers == nil {
			return
		}
		if _, err := conn.Write(slices.Concat(answers...)); err != nil {
			return
		}
	}
}

// honest answers as a server with the given streams and sources does.
func honest(version uint32, streams []stream, monitorOf map[uint32]uint32) script {
	return func(command, serial uint32, args tags) [][]byte {
		var body []byte
		switch command {
		case commandAuth:
			body = putU32(nil, version|1<<31)
		case commandSourceOutputs:
			for _, s := range streams {
				body = putStream(body, s)
			}
		case commandSourceInfo:
			sink, ok := monitorOf[args.u32()]
			if !ok {
				return [][]byte{packet(commandError, serial, putU32(nil, errorNotThere)...)}
			}
			body = putSource(nil, sink)
		}
		return [][]byte{packet(commandReply, serial, body...)}
	}
}

// talk has a client watch a scripted server to its end, and returns what it
// told and why it ended.
func talk(answer script) (told []bool, err error) {
	ours, theirs := net.Pipe()
	defer ours.Close()
	go serve(theirs, answer)
	p := &pulse{conn: ours}
	err = p.watch(func(inUse bool) { told = append(told, inUse); ours.Close() })
	return told, err
}

func TestRecording(t *testing.T) {
	program, monitor := stream{source: 1, client: 5}, stream{source: 2, client: 5}
	gone := stream{source: 3, client: 5}
	sources := map[uint32]uint32{1: none, 2: 0}
	for name, test := range map[string]struct {
		streams []stream
		want    bool
	}{
		"nothing records":      {nil, false},
		"microphone":           {[]stream{program}, true},
		"monitor":              {[]stream{monitor}, false},
		"both":                 {[]stream{monitor, program}, true},
		"its source has gone":  {[]stream{gone}, false},
		"gone, and microphone": {[]stream{gone, program}, true},
	} {
		t.Run(name, func(t *testing.T) {
			told, err := talk(honest(35, test.streams, sources))
			if !slices.Equal(told, []bool{test.want}) {
				t.Errorf("told %v (%v), want %v", told, err, test.want)
			}
		})
	}
}

func TestPulseDoesNotTrustTheServer(t *testing.T) {
	good := honest(35, []stream{{source: 1, client: 5}}, map[uint32]uint32{1: none})
	instead := func(of uint32, answer func(serial uint32) []byte) script {
		return func(command, serial uint32, args tags) [][]byte {
			if command == of {
				return [][]byte{answer(serial)}
			}
			return good(command, serial, args)
		}
	}
	for name, test := range map[string]struct {
		answer script
		want   error
	}{
		"hangs up":     {func(uint32, uint32, tags) [][]byte { return nil }, io.EOF},
		"refuses":      {instead(commandAuth, func(n uint32) []byte { return packet(commandError, n, putU32(nil, 1)...) }), pulseError(1)},
		"too old":      {honest(13, nil, nil), errOld},
		"no version":   {instead(commandAuth, func(n uint32) []byte { return packet(commandReply, n) }), errGarbled},
		"cut stream":   {instead(commandSourceOutputs, func(n uint32) []byte { return packet(commandReply, n, tagU32, 0) }), errGarbled},
		"cut source":   {instead(commandSourceInfo, func(n uint32) []byte { return packet(commandReply, n, tagU32, 0, 0) }), errGarbled},
		"endless":      {instead(commandSubscribe, func(uint32) []byte { return slices.Repeat([]byte{0xff}, headerSize) }), errGarbled},
		"another game": {func(uint32, uint32, tags) [][]byte { return [][]byte{[]byte(strings.Repeat("HTTP/1.1 400 ", 9))} }, errGarbled},
	} {
		t.Run(name, func(t *testing.T) {
			told, err := talk(test.answer)
			if len(told) > 0 || !errors.Is(err, test.want) {
				t.Errorf("told %v, %v, want %v", told, err, test.want)
			}
		})
	}
}

func TestPulseIgnoresAnswersToOthers(t *testing.T) {
	busy := honest(35, []stream{{source: 1, client: 5}}, map[uint32]uint32{1: none})
	told, err := talk(func(command, serial uint32, args tags) [][]byte {
		late := packet(commandReply, serial-1, putU32(nil, 35)...)
		refused := packet(commandError, serial+1, putU32(nil, 1)...)
		return append([][]byte{late, refused}, busy(command, serial, args)...)
	})
	if !slices.Equal(told, []bool{true}) {
		t.Errorf("told %v (%v), want [true]", told, err)
	}
}

func TestPulseDoesNotWaitForAnswersForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told, err := talk(func(uint32, uint32, tags) [][]byte { return [][]byte{} })
		if len(told) > 0 || err == nil || !strings.Contains(err.Error(), "does not answer") {
			t.Errorf("told %v, %v, want that the server does not answer", told, err)
		}
	})
}

// TestPulseAsksAgainAfterEvents: also after those that come before an answer,
// and once for many.
func TestPulseAsksAgainAfterEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := net.Pipe()
		event := packet(commandSubscribedEvent, none, putU32(putU32(nil, 3), 7)...)
		sound := slices.Concat(make([]byte, headerSize)) // of a stream: no command
		records, asked := false, 0
		calm := honest(35, nil, nil)
		busy := honest(35, []stream{{source: 1, client: 5}}, map[uint32]uint32{1: none})
		go serve(theirs, func(command, serial uint32, args tags) [][]byte {
			answer := calm
			if records {
				answer = busy
			}
			answers := answer(command, serial, args)
			if command != commandSourceOutputs {
				return answers
			}
			if asked++; asked == 1 {
				records = true
				return [][]byte{event, sound, event, answers[0], event} // in the middle and after
			}
			return answers
		})
		var told []bool
		p := &pulse{conn: ours}
		p.watch(func(inUse bool) {
			if told = append(told, inUse); inUse {
				ours.Close()
			}
		})
		if !slices.Equal(told, []bool{false, true}) || asked != 2 {
			t.Errorf("told %v after asking %d times, want [false true] after 2", told, asked)
		}
	})
}

func FuzzTags(f *testing.F) {
	one := putStream(nil, stream{source: 1, client: 5, properties: map[string]string{keyApp: "app"}})
	f.Add(one)
	f.Add(putStream(one, stream{resampler: "peaks", paused: true}))
	f.Add(putSource(nil, none))
	f.Add(one[:len(one)-1])
	f.Fuzz(func(t *testing.T, b []byte) {
		answer := tags{rest: b}
		all := answer.streams()
		if answer.bad && all != nil {
			t.Errorf("%d streams of a bad answer", len(all))
		}
		if len(answer.rest) > 0 {
			t.Errorf("%d bytes are left", len(answer.rest))
		}
		for _, s := range all {
			s.listens()
		}
		answer = tags{rest: b}
		if answer.isMonitor(); answer.bad && answer.rest != nil {
			t.Error("a bad answer has a rest")
		}
	})
}

func FuzzPackets(f *testing.F) {
	f.Add(packet(commandReply, 1, putU32(nil, 35)...))
	f.Add(packet(commandSubscribedEvent, none, putU32(putU32(nil, 3), 7)...))
	f.Add(slices.Repeat([]byte{0xff}, 64))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := &pulse{in: slices.Clone(b)}
		for {
			before := len(p.in)
			message, _, err := p.cut()
			if err != nil || message.rest == nil {
				return
			}
			if len(p.in) != before-headerSize-len(message.rest) {
				t.Fatalf("%d bytes are left of %d after a packet of %d", len(p.in), before, len(message.rest))
			}
			p.note(message)
		}
	})
}
