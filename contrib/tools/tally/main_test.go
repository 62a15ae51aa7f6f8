package main

import (
	"strings"
	"testing"
)

func TestTally(t *testing.T) {
	for _, tc := range []struct {
		name                    string
		in                      string
		passed, failed, skipped int
		want, wantNot           string
	}{
		{
			name: "a passing test says nothing, its package does",
			in: `{"Action":"output","Package":"p","Test":"TestA","Output":"noise\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}`,
			passed: 1, want: "ok  \tp\t0.1s", wantNot: "noise",
		},
		{
			name: "a failing test says everything, its package is not counted again",
			in: `{"Action":"output","Package":"p","Test":"TestA","Output":"got 1, want 2\n"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}`,
			failed: 1, want: "got 1, want 2",
		},
		{
			name: "a skipped test says why",
			in: `{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:12: no Xvfb\n"}
{"Action":"skip","Package":"p","Test":"TestA"}`,
			skipped: 1, want: "--- SKIP: TestA (no Xvfb)",
		},
		{
			name: "a package without tests is not a skipped test",
			in:   `{"Action":"skip","Package":"p"}`,
		},
		{
			name: "a package that does not build is one failure",
			in: `{"ImportPath":"p","Action":"build-output","Output":"p/a.go:1: syntax error\n"}
{"Action":"fail","Package":"p","FailedBuild":"p"}`,
			failed: 1, want: "syntax error",
		},
		{
			name: "a package that is ended shows what its tests were doing",
			in: `{"Action":"output","Package":"p","Test":"TestA","Output":"waiting\n"}
{"Action":"fail","Package":"p"}`,
			failed: 1, want: "waiting",
		},
		{
			name: "what is not JSON is go itself speaking",
			in:   "go: no such tool",
			want: "go: no such tool",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got tally
			var out strings.Builder
			if err := got.read(strings.NewReader(tc.in), &out); err != nil {
				t.Fatal(err)
			}
			if got.passed != tc.passed || got.failed != tc.failed || got.skipped != tc.skipped {
				t.Errorf("counted %d passed, %d failed, %d skipped; want %d, %d, %d",
					got.passed, got.failed, got.skipped, tc.passed, tc.failed, tc.skipped)
			}
			if !strings.Contains(out.String(), tc.want) {
				t.Errorf("output %q lacks %q", out.String(), tc.want)
			}
			if tc.wantNot != "" && strings.Contains(out.String(), tc.wantNot) {
				t.Errorf("output %q has %q", out.String(), tc.wantNot)
			}
		})
	}
}
