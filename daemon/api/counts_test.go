package api

import (
	"slices"
	"strings"
	"testing"
)

func TestGrowthIsReadAsWritten(t *testing.T) {
	for _, g := range []Growth{
		{Start: 1795420800000, Length: 61000, Of: []int{0}},
		{Start: 1795420800000, Length: 1, Of: []int{3, 17, 22}},
		{Start: 0, Length: 0, Of: []int{1}, By: []int64{1}},
		{Start: -5, Length: 0, Of: []int{1, 2}, By: []int64{0, 1 << 40}},
	} {
		line := AppendGrowth(nil, g)
		var row CountRow
		if err := row.read(line); err != nil || row.Start != g.Start || row.Length != g.Length || !slices.Equal(row.Of, g.Of) || !slices.Equal(row.By, g.By) {
			t.Errorf("%s is read as %+v, %v, want %+v", line, row.Growth, err, g)
		}
	}
}

func TestRowsOfCounts(t *testing.T) {
	const text = `{"series":0,"metric":"up","labels":{"state":"a\"b"}}
{"at":1000,"offset_minutes":-60}
[1000,5,0]
[2000,0,0,7]
`
	var got []CountRow
	for row, err := range readCounts(strings.NewReader(text)) {
		if err != nil {
			t.Fatal(err)
		}
		row.Of, row.By = slices.Clone(row.Of), slices.Clone(row.By)
		got = append(got, row)
	}
	if len(got) != 4 || got[0].Series == nil || got[0].Series.Labels["state"] != `a"b` || got[1].Offset == nil || got[1].Offset.Minutes != -60 ||
		got[2].Length != 5 || got[3].By[0] != 7 || got[2].Series != nil || got[3].Offset != nil {
		t.Errorf("read are %+v", got)
	}
}

func TestRowsThatAreNone(t *testing.T) {
	for _, line := range []string{
		"", "[", "[]", "[1]", "[1,2]", "[1,2,]", "[1,2,3", "[1,2,3]]", "[1,0,3]", "[1,0,3,4,5]", "[1,x,3]", "[1 ,2,3]",
		"[1,2,3.5]", "[99999999999999999999,1,1]", "{", "null,", "what",
	} {
		if err := new(CountRow).read([]byte(line)); err == nil {
			t.Errorf("%q was read", line)
		}
	}
}

func FuzzRowsOfCounts(f *testing.F) {
	f.Add([]byte("[1795420800000,61000,0,3]"))
	f.Add([]byte(`{"at":1000,"offset_minutes":-60}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		var row CountRow
		if row.read(line) != nil || line[0] != '[' {
			return
		}
		if row.Length == 0 && len(row.By) != len(row.Of) || len(row.Of) == 0 {
			t.Errorf("%q is read as %+v", line, row)
		}
		var again CountRow
		if err := again.read(AppendGrowth(nil, row.Growth)); err != nil || again.Start != row.Start || !slices.Equal(again.Of, row.Of) {
			t.Errorf("%q is read as %+v, and written and read again as %+v, %v", line, row, again, err)
		}
	})
}
