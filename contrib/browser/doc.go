// Package browser drives the page of a real focusd in a real Chromium without a
// screen. It is a module of its own, so that the daemon depends on no browser.
//
//	FOCUSD_REQUIRE_DESKTOP=1 go test ./...
//
// Where there is no Chromium the tests are skipped, unless that is set.
//
// # To add a test
//
// A file of its own, and in it:
//
//	func TestWhatThePageDoes(t *testing.T) {
//		t.Parallel()
//		d := living(t)          // a daemon over the month of somebody, with an agenda
//		p := d.open(t, "/tasks") // a browser of its own, which came by a link
//		p.fill("#capture input[name=line]", "call dentist ~4m")
//		p.press("Enter")
//		p.see("#open-tasks", "call dentist")
//		if got := d.focus(t, "tasks"); !strings.Contains(got, "call dentist") {
//			t.Errorf(...)
//		}
//	}
//
// A daemon is a few hundredths of a second: each test has its own, and may change
// what it likes. [living] says what is in it. Its day is one of work, and it is
// always past two in the afternoon there, whatever the clock says here: browser
// and daemon live in the same zone, [daemon.zone].
//
// An element is named by a selector, and after >> by a part of its name where
// several match: "#timer button >> Start". What is clicked must be seen, enabled,
// and covered by nothing. All methods of a [page] wait until what they want is
// there, and end the test when it does not come within half a minute; there is
// nothing to sleep for.
//
// After the test the page is held to have made no request to anywhere but its
// daemon, and to have said no error: no exception, no violation of the policy for
// contents, nothing on the console. A test that provokes one says so before, with
// [page.expect].
//
// A second browser on the same daemon is a second call of open; a second tab is
// [page.tab]. What comes from somewhere else entirely is [page.visit], with an
// address.
package browser
