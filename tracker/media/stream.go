package media

// none is what the sound server says instead of an index.
const none = 1<<32 - 1

// stream is something that records: a source output.
type stream struct {
	source     uint32 // where it records from; none: not connected yet
	client     uint32 // who records; none: the server for itself
	paused     bool
	resampler  string
	properties map[string]string
}

// Keys of the properties that tell what a stream is for.
const (
	keyApp      = "application.id"
	keyPeaks    = "resample.peaks"      // PipeWire: made for a level meter
	keyMonitor  = "stream.monitor"      // PipeWire: the same
	keyPlayback = "stream.capture.sink" // PipeWire: records what is played
	keyGroup    = "node.link-group"     // PipeWire: a filter or loop within the server
)

// streams reads the answer to a question for all source outputs, in the form of
// protocol version 21.
func (t *tags) streams() (all []stream) {
	for len(t.rest) > 0 {
		var s stream
		t.u32()    // index
		t.string() // what it is called: private
		t.u32()    // module
		s.client = t.u32()
		s.source = t.u32()
		t.skipSpec()
		t.skipChannels()
		t.skipUsec() // latency of the stream
		t.skipUsec() // latency of the source
		s.resampler = t.string()
		t.string() // driver
		s.properties = t.properties(keyApp, keyPeaks, keyMonitor, keyPlayback, keyGroup)
		s.paused = t.flag()
		if t.bad {
			return nil
		}
		all = append(all, s)
	}
	return all
}

// listens tells whether s is a program that records, wherever from.
func (s stream) listens() bool {
	return !s.paused && s.client != none && s.source != none && !s.meter() &&
		s.properties[keyPlayback] != "true" && s.properties[keyGroup] == ""
}

// meter tells whether s only shows how loud it is.
func (s stream) meter() bool {
	switch s.properties[keyApp] {
	case "org.PulseAudio.pavucontrol", "org.gnome.VolumeControl":
		return true
	}
	return s.resampler == "peaks" || s.properties[keyPeaks] == "true" || s.properties[keyMonitor] == "true"
}

// isMonitor reads the beginning of the answer to a question for a source: does
// it give what is played, rather than what a microphone hears?
func (t *tags) isMonitor() bool {
	t.u32()    // index
	t.string() // name
	t.string() // description
	t.skipSpec()
	t.skipChannels()
	t.u32() // module
	t.skipVolumes()
	t.flag() // muted: to be silent is part of a meeting
	return t.u32() != none
}
