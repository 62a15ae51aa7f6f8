package imports

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/entry"
)

func berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	return zone
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// rows are items for people, in the zone.
func rows(found Found, zone *time.Location) (all []string) {
	for _, i := range found.Items {
		e := i.Entry
		row := fmt.Sprintf("%d %s-%s %s", i.Line, e.Start.In(zone).Format("01-02 15:04"), e.End.In(zone).Format("15:04"), e.Text)
		if e.Category != "" {
			row += " @" + e.Category
		}
		all = append(all, row)
	}
	return all
}

func TestFormats(t *testing.T) {
	zone := berlin(t)
	for _, tt := range []struct {
		name, format, file string
		want               []string
		skipped            int
	}{
		{
			"a notebook", "text", "# my days\n\n2026-11-20 14:10-15:00 errand @health\n2026-11-20 9:05-9:30 call with the bank\n",
			[]string{"4 11-20 09:05-09:30 call with the bank", "3 11-20 14:10-15:00 errand @health"},
			0,
		},
		{
			"days and their lines", "text", "2026-11-20:\n- 14:10 35m nap\n* 23:30–01:10 film @rest\n2026/11/21\n  9:00 - 10:30 walk\n 2:10pm 1h30 reading",
			[]string{"2 11-20 14:10-14:45 nap", "3 11-20 23:30-01:10 film @rest", "5 11-21 09:00-10:30 walk", "6 11-21 14:10-15:40 reading"},
			0,
		},
		{
			"todo.txt", "text", "x 2026-11-20 2026-11-18 call the bank @phone +house start:14:10 end:14:25\n(A) 2026-11-20 write took:50m start:15:00 @desk @home\nx 2026-11-20 tea 16:00-16:10\n",
			[]string{"1 11-20 14:10-14:25 call the bank +house @phone", "2 11-20 15:00-15:50 write @home @desk", "3 11-20 16:00-16:10 tea"},
			0,
		},
		{
			"a table", "csv", "start,end,text,category\n2026-11-20 14:10,2026-11-20 15:00,\"errand, long\",@health\n2026-11-20T16:00:00Z,2026-11-20T16:30:00+00:00,tea,\n",
			[]string{"2 11-20 14:10-15:00 errand, long @health", "3 11-20 17:00-17:30 tea"},
			0,
		},
		{
			"a table of lengths", "csv", "\ufeffDate;Start;Duration;What\n2026-11-20;14:10;35m;nap\n2026-11-20;15:00;0:50:00;tea\n\n2026-11-20;17:00;20;walk\n",
			[]string{"2 11-20 14:10-14:45 nap", "3 11-20 15:00-15:50 tea", "5 11-20 17:00-17:20 walk"},
			0,
		},
		{
			"another program's table", "csv", "User,Project,Description,Start date,Start time,End date,End time,Duration,Tags\nada,p,late work,2026-11-20,23:30:00,2026-11-21,00:30:00,01:00:00,\n",
			[]string{"2 11-20 23:30-00:30 late work"},
			0,
		},
		{
			"Timewarrior's files", "timewarrior",
			"inc 20261120T080000Z - 20261120T093000Z # proj.focusd \"write report\" \"\\\"quoted\\\"\" # \"annotation with \\\"quotes\\\"\"\ninc 20261121T080000Z # running\ninc 20261119T100000Z - 20261119T103000Z\n",
			[]string{"3 11-19 11:00-11:30 untitled", `1 11-20 09:00-10:30 proj.focusd, write report, "quoted": annotation with "quotes"`},
			1,
		},
		{
			"timew export", "timewarrior",
			"[\n{\"id\":2,\"start\":\"20261120T080000Z\",\"end\":\"20261120T093000Z\",\"tags\":[\"a\",\"b c\"],\"annotation\":\"x\"},\n{\"id\":1,\"start\":\"20261121T080000Z\"}\n]\n",
			[]string{"2 11-20 09:00-10:30 a, b c: x"},
			1,
		},
		{
			"klog", "klog",
			"2026-11-20 (8h!)\nA day #work\n    9:00 - 10:30 wrote #report\n        and sent it\n    <23:00 - 0:30 carried over\n    22:00-1:00> film\n    1h30m misc\n    -15m lunch\n    13:00 - ?\n\n2026/11/21\n\t8:00am-9:00am\n",
			[]string{"5 11-19 23:00-00:30 carried over", "3 11-20 09:00-10:30 wrote #report and sent it", "6 11-20 22:00-01:00 film", "12 11-21 08:00-09:00 untitled"},
			3,
		},
		{
			"Org mode", "org",
			"* TODO [#A] Write the report   :work:deep:\n  :LOGBOOK:\n  CLOCK: [2026-11-20 Fr 14:10]--[2026-11-20 Fr 15:00] =>  0:50\n  CLOCK: [2026-11-21 Sa 09:00]\n  :END:\n** Tea\n   CLOCK: [2026-11-20 Fri 16:00]--[2026-11-20 Fri 16:10] =>  0:10\n",
			[]string{"3 11-20 14:10-15:00 Write the report", "7 11-20 16:00-16:10 Tea"},
			1,
		},
		{
			"GTimeLog", "gtimelog", "2026-11-20 09:00: arrived\n2026-11-20 10:30: project: task\n2026-11-20 10:45: tea **\n\n# a comment\n2026-11-21 09:00: arrived\n2026-11-21 09:40: mail\n",
			[]string{"2 11-20 09:00-10:30 project: task", "3 11-20 10:30-10:45 tea **", "7 11-21 09:00-09:40 mail"},
			0,
		},
		{
			"ActivityWatch", "activitywatch", `{"buckets": {
			"w": {"type": "currentwindow", "events": [
				{"timestamp": "2026-11-20T09:00:00+00:00", "duration": 600, "data": {"app": "editor", "title": "a"}},
				{"timestamp": "2026-11-20T09:00:00+00:00", "duration": 300, "data": {"app": "editor", "title": "a"}},
				{"timestamp": "2026-11-20T09:10:00.5+00:00", "duration": 30, "data": {"app": "browser", "title": "b"}},
				{"timestamp": "2026-11-20T09:10:31+00:00", "duration": 269, "data": {"app": "editor", "title": "c"}},
				{"timestamp": "2026-11-20T09:15:00+00:00", "duration": 3600, "data": {"app": "browser", "title": "d"}},
				{"timestamp": "2026-11-20T12:00:00+00:00", "duration": 20, "data": {"app": "browser", "title": "d"}}]},
			"a": {"type": "afkstatus", "events": [
				{"timestamp": "2026-11-20T11:00:00+00:00", "duration": 7200, "data": {"status": "not-afk"}},
				{"timestamp": "2026-11-20T09:00:00+00:00", "duration": 1800, "data": {"status": "not-afk"}},
				{"timestamp": "2026-11-20T09:30:00+00:00", "duration": 5400, "data": {"status": "afk"}}]}}}`,
			[]string{"0 11-20 10:00-10:15 editor", "0 11-20 10:15-10:30 browser"},
			1,
		},
		{"nothing", "text", "\n# nothing yet\n", nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, format := range []string{"", tt.format} {
				found, err := Read([]byte(tt.file), Options{Format: format, Zone: zone, Now: noon})
				if err != nil {
					t.Fatalf("as %q: %v", format, err)
				}
				if got := rows(found, zone); found.Format != tt.format || !slices.Equal(got, tt.want) || len(found.Skipped) != tt.skipped {
					t.Errorf("as %q it is %s with %d skipped:\n%s\nwant %s, %d:\n%s", format, found.Format, len(found.Skipped),
						strings.Join(got, "\n"), tt.format, tt.skipped, strings.Join(tt.want, "\n"))
				}
				for _, i := range found.Items {
					if err := i.Entry.Check(noon); err != nil || i.Entry.Origin != entry.Import || i.Entry.Offset != 60 {
						t.Errorf("%+v: %v, want an imported entry of an hour east of UTC", i, err)
					}
				}
			}
		})
	}
}

func TestWhatIsWrongHasItsPlace(t *testing.T) {
	zone := berlin(t)
	for _, tt := range []struct{ name, format, file, want string }{
		{"no time", "", "2026-11-20 errand\n", "1:12: there is no time here"},
		{"no day", "", "\n14:10 35m nap\n", "2:1: of which day?"},
		{"two days", "", "2026-11-20 2026-11-21 14:10 35m nap\n", "1:23: there are two days"},
		{"no text", "text", "2026-11-20\n  14:10-15:00\n", "2:3: it does not say what was done"},
		{"no such hour", "", "2026-11-20 14:10-25:00 nap\n", "1:12: there is no time here"},
		{"the future", "", "2026-11-20\nä 14:10-15:00 x\n2027-11-20 14:10-15:00 nap\n", "2:1: there is no time here"},
		{"still to come", "", "2027-11-20 14:10-15:00 nap\n", "1:12: that is not over yet"},
		{"an hour that was not", "", "2026-03-29 02:10-04:00 nap\n", "1:12: on 2026-03-29 no clock of Europe/Berlin shows that time: it was set forward over it"},
		{"no such day", "", "2026-02-30 14:10-15:00 nap\n", "1:1: there is no time here"},
		{"no such format", "ical", "", `there is no format "ical"`},
		{"not UTF-8", "", "2026-11-20\nn\xe4p\n", "2:2: the file is not text in UTF-8"},
		{"a table's time", "", "start,end,text\n2026-11-20 14:10,soon,nap\n", `2:18: "soon" is neither a time nor a length`},
		{"a table's start", "", "start,end,text\n14:10,15:00,nap\n", `2:1: "14:10" is not a time`},
		{"a table's quote", "", "start,end,text\n2026-11-20 14:10,2026-11-20 15:00,\"nap\n", "2:"},
		{"a table without columns", "csv", "a,b\n", "1:1: the first line does not name the columns"},
		{"a table backwards", "", "start,end,text\n2026-11-20 14:10,2026-11-20 14:00,nap\n", "2:35: an entry ends after it begins"},
		{"Timewarrior's line", "", "inc 20261120T080000Z - 20261120T093000Z # a\nexc monday\n", "2:1: this is no line of Timewarrior"},
		{"Timewarrior's time", "", "inc 2026-11-20 - 20261120T093000Z # a\n", "1:5: this is no time of Timewarrior"},
		{"Timewarrior's quote", "", "inc 20261120T080000Z - 20261120T093000Z # \"a\n", "1:41: a quote is not closed"},
		{"JSON", "", "[\n{\"start\": \"20261120T080000Z\",\n x}]", "3:2: this is no JSON"},
		{"half of JSON", "", "[\n{\"start\": \"20261120T080000Z\"", "2:29: the file ends too early"},
		{"an interval's time", "", "[\n{\"start\": \"then\"}]", "2:1: this is no time of Timewarrior"},
		{"a number for a time", "", "[\n{\"start\": 7}]", "2:1: a number cannot stand here"},
		{"no buckets", "", "{}", "1:1: there are no buckets in it"},
		{"klog without a day", "klog", "    9:00 - 10:00 x\n", "1:1: a record begins with its day"},
		{"klog without a time", "", "2026-11-20\n    lunch\n", "2:5: there is no time here"},
		{"klog with half a time", "", "2026-11-20\n    9:00 - noon\n", "2:5: \"noon\" is not a time of day"},
		{"Org's time", "", "CLOCK: [2026-11-20 14:10]--[soon]\n", "1:8: this is no time of Org mode"},
		{"GTimeLog backwards", "", "2026-11-20 09:00: a\n2026-11-20 08:00: b\n", "2:1: it is before the line above"},
		{"more than a week", "", "start,end,text\n2026-11-01 14:10,2026-11-10 14:00,trip\n", "2:35: an entry is 7 days long at most"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, err := Read([]byte(tt.file), Options{Format: tt.format, Zone: zone, Now: noon})
			var wrong *Error
			if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%q: %v, want %s", tt.file, err, tt.want)
			}
			if len(found.Items) != 0 {
				t.Errorf("%q: %d entries beside the error, want none", tt.file, len(found.Items))
			}
		})
	}
}

func TestADayFromOutside(t *testing.T) {
	found, err := Read([]byte("14:10 35m nap\n"), Options{Day: tracker.Day{Year: 2026, Month: 11, Day: 20}, Now: noon})
	if got := rows(found, time.UTC); err != nil || len(got) != 1 || got[0] != "1 11-20 14:10-14:45 nap" {
		t.Errorf("%v, %v, want the nap of that day", got, err)
	}
}

// TestHoursThatComeTwice takes the first: by the clock alone nobody can tell.
func TestHoursThatComeTwice(t *testing.T) {
	found, err := Read([]byte("2026-10-25 02:10-04:00 night watch\n"), Options{Zone: berlin(t), Now: noon})
	if err != nil || len(found.Items) != 1 || found.Items[0].Entry.Duration() != 2*time.Hour+50*time.Minute || found.Items[0].Entry.Offset != 120 {
		t.Errorf("%+v, %v, want 2 h 50 from summer time on", found.Items, err)
	}
}

func TestLongTextsAreCut(t *testing.T) {
	found, err := Read([]byte("2026-11-20 14:10-15:00 "+strings.Repeat("ü", 300)+"\n"), Options{Now: noon})
	if err != nil || found.Cut != 1 || len([]rune(found.Items[0].Entry.Text)) != entry.LongText || !strings.HasSuffix(found.Items[0].Entry.Text, "ü…") {
		t.Errorf("%+v, %v, want one that was cut", found, err)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"2026-11-20 14:10-15:00 errand @health", "x 2026-11-20 tea start:14:10 took:5m", "start,duration,text\n2026-11-20 14:10,5m,tea",
		"inc 20261120T080000Z - 20261120T093000Z # a \"b\" # \"c\"", `[{"start":"20261120T080000Z"}]`, "2026-11-20\n    9:00-10:00 x\n        y",
		"* a\nCLOCK: [2026-11-20 Fri 14:10]--[2026-11-20 Fri 15:00]", "2026-11-20 09:00: a", `{"buckets":{"a":{"type":"currentwindow","events":[]}}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		for _, format := range append(Formats(), "") {
			found, err := Read([]byte(file), Options{Format: format, Now: noon})
			var wrong *Error
			if err != nil && (!errors.As(err, &wrong) || wrong.What == "" || wrong.Line > 1+strings.Count(file, "\n")) {
				t.Fatalf("%q as %q: %#v", file, format, err)
			}
			for _, i := range found.Items {
				if e := i.Entry.Check(noon); e != nil {
					t.Fatalf("%q as %q: %+v: %v", file, format, i, e)
				}
			}
		}
	})
}
