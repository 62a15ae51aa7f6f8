package media

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"focusd/contrib/standing"
	"focusd/tracker/source"
)

var (
	nothing = source.Report{}
	meeting = source.Report{Meeting: true}
)

// sound is a sound server with a source called mic, and a sink called out whose
// monitor can be recorded. What it returns ends it.
type sound func(t *testing.T, run string) (end func())

func pulseaudio(t *testing.T, run string) func() {
	t.Helper()
	standing.Need(t, "pulseaudio", "pactl", "parec")
	end := start(t, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L", "module-native-protocol-unix",
		"-L", "module-null-sink sink_name=out", "-L", "module-null-source source_name=mic")
	awaitSources(t)
	return end
}

func pipewire(t *testing.T, run string) func() {
	t.Helper()
	if os.Getenv("FOCUSD_TEST_ALL") != "1" {
		t.Skip("PipeWire is tested with FOCUSD_TEST_ALL=1 only; it tells of microphones as pulseaudio does")
	}
	standing.Need(t, "pipewire", "wireplumber", "pipewire-pulse", "pw-record", "pactl", "parec")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(run, "bus")) // wireplumber needs one
	startBus(t, run)
	ends := []func(){start(t, "pipewire")}
	until(t, "pipewire listens", func() bool { return len(glob(t, run, "pipewire-0")) > 0 })
	ends = append(ends, start(t, "wireplumber"), start(t, "pipewire-pulse"))
	until(t, "pipewire-pulse listens", func() bool { return exec.Command("pactl", "info").Run() == nil })
	for _, module := range [][]string{
		{"media.class=Audio/Source/Virtual", "sink_name=mic", "channel_map=mono"}, {"sink_name=out"},
	} {
		if out, err := exec.Command("pactl", append([]string{"load-module", "module-null-sink"}, module...)...).CombinedOutput(); err != nil {
			t.Fatalf("pactl: %v: %s", err, out)
		}
	}
	awaitSources(t)
	return func() {
		for i := len(ends); i > 0; i-- {
			ends[i-1]()
		}
	}
}

func glob(t *testing.T, parts ...string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func awaitSources(t *testing.T) {
	t.Helper()
	until(t, "the sound server has its sources", func() bool {
		out, err := exec.Command("pactl", "list", "short", "sources").Output()
		return err == nil && strings.Contains(string(out), "\tmic\t") && strings.Contains(string(out), "\tout.monitor\t")
	})
}

func eachServer(t *testing.T, test func(*testing.T, sound)) {
	if testing.Short() {
		t.Skip("starts sound servers")
	}
	for name, server := range map[string]sound{"pulseaudio": pulseaudio, "pipewire": pipewire} {
		t.Run(name, func(t *testing.T) { test(t, server) })
	}
}

func TestMicrophoneInUse(t *testing.T) {
	eachServer(t, func(t *testing.T, server sound) {
		server(t, bare(t))
		w := watch(t)
		w.expect(nothing)
		w.expectPart(microphone, On, "")
		end := start(t, "parec", "--device=mic", "/dev/null")
		w.expect(meeting)
		second := start(t, "parec", "--device=mic", "/dev/null")
		end()
		w.quiet()
		second()
		w.expect(nothing)
	})
}

func TestMicrophoneInUseBeforeUs(t *testing.T) {
	eachServer(t, func(t *testing.T, server sound) {
		server(t, bare(t))
		end := start(t, "parec", "--device=mic", "/dev/null")
		until(t, "something records", func() bool {
			out, err := exec.Command("pactl", "list", "source-outputs").Output()
			return err == nil && strings.Contains(string(out), "Corked: no")
		})
		w := watch(t)
		w.expect(meeting)
		end()
		w.expect(nothing)
	})
}

func TestMicrophoneIsNoMonitor(t *testing.T) {
	eachServer(t, func(t *testing.T, server sound) {
		server(t, bare(t))
		w := watch(t)
		w.expect(nothing)
		start(t, "parec", "--device=out.monitor", "/dev/null") // what is played
		start(t, "parec", "--device=mic", "--property=application.id=org.PulseAudio.pavucontrol", "/dev/null")
		until(t, "both record", func() bool {
			out, err := exec.Command("pactl", "list", "source-outputs").Output()
			return err == nil && strings.Count(string(out), "Corked: no") == 2
		})
		w.quiet()
		start(t, "parec", "--device=mic", "/dev/null")
		w.expect(meeting)
	})
}

func TestMicrophoneByPipeWire(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a sound server")
	}
	run := bare(t)
	pipewire(t, run)
	w := watch(t)
	w.expect(nothing)
	end := start(t, "pw-record", "--target", "mic", filepath.Join(run, "voice.wav"))
	w.expect(meeting)
	end()
	w.expect(nothing)
}

func TestMicrophoneServerComesAndGoes(t *testing.T) {
	eachServer(t, func(t *testing.T, server sound) {
		run := bare(t)
		w := watch(t)
		w.expectPart(microphone, Absent, "no sound server")
		end := server(t, run)
		w.expectPart(microphone, On, "")
		start(t, "parec", "--device=mic", "/dev/null")
		w.expect(meeting)
		end()
		until(t, "the end is noticed", func() bool { return w.Parts()[microphone].State != On })
		server(t, run)
		w.expectPart(microphone, On, "")
	})
}

func TestFindServer(t *testing.T) {
	for _, test := range []struct {
		name, server, folder, run string
		want                      server
		reason                    string
	}{
		{name: "session", run: "/run/user/1", want: server{"/run/user/1/pulse/native", "/run/user/1/pulse/pid"}},
		{name: "folder", folder: "/p", run: "/run/user/1", want: server{"/p/native", "/p/pid"}},
		{name: "named", server: "unix:/p/socket", run: "/run/user/1", want: server{socket: "/p/socket"}},
		{name: "path", server: "/p/socket", want: server{socket: "/p/socket"}},
		{name: "of a machine", server: "{3d12}unix:/p/socket tcp:host:4713", want: server{socket: "/p/socket"}},
		{name: "elsewhere", server: "tcp:host:4713", run: "/run/user/1", reason: "another machine"},
		{name: "nowhere", reason: "XDG_RUNTIME_DIR"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("PULSE_SERVER", test.server)
			t.Setenv("PULSE_RUNTIME_PATH", test.folder)
			t.Setenv("XDG_RUNTIME_DIR", test.run)
			got, err := findServer()
			if got != test.want || (err != nil) != (test.reason != "") {
				t.Fatalf("findServer() = %v, %v, want %v, %q", got, err, test.want, test.reason)
			}
			if err != nil && !(isAbsent(err) && strings.Contains(err.Error(), test.reason)) {
				t.Errorf("findServer() = %v, want the reason %q", err, test.reason)
			}
		})
	}
}
