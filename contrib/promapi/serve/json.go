package serve

import (
	"bytes"
	"encoding/json"
	"math"
	"net/http"
	"strconv"

	"focusd/contrib/promapi/query"
)

// writeJSON writes the answer of Prometheus to something.
func writeJSON(w http.ResponseWriter, code int, data any, warnings []string) error {
	return send(w, code, struct {
		Status   string   `json:"status"`
		Data     any      `json:"data"`
		Warnings []string `json:"warnings,omitempty"`
	}{"success", data, warnings})
}

func writeError(w http.ResponseWriter, e *apiError) error {
	return send(w, e.code, struct {
		Status string `json:"status"`
		Kind   string `json:"errorType"`
		Error  string `json:"error"`
	}{"error", e.kind, e.Error()})
}

func send(w http.ResponseWriter, code int, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, err = w.Write(append(data, '\n'))
	return err
}

// resultJSON writes a result as Prometheus does: instants in seconds, values in
// quotes.
type resultJSON struct{ query.Result }

// MarshalJSON implements json.Marshaler.
func (r resultJSON) MarshalJSON() ([]byte, error) {
	b := append([]byte(`{"resultType":`), strconv.Quote(r.Type)...)
	b = append(b, `,"result":`...)
	switch r.Type {
	case "scalar":
		b = appendPoint(b, r.Scalar)
	case "string":
		text, err := json.Marshal(r.Text)
		if err != nil {
			return nil, err
		}
		b = append(appendTime(append(b, '['), r.Scalar.At), ',')
		b = append(append(b, text...), ']')
	default:
		var err error
		if b, err = appendRows(b, r.Rows, r.Type == "vector"); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

func appendRows(b []byte, rows []query.Row, instant bool) ([]byte, error) {
	b = append(b, '[')
	for i, row := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		var labels bytes.Buffer
		enc := json.NewEncoder(&labels)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(row.Labels); err != nil {
			return nil, err
		}
		b = append(append(b, `{"metric":`...), bytes.TrimSpace(labels.Bytes())...)
		if instant {
			b = appendPoint(append(b, `,"value":`...), row.Points[0])
		} else {
			b = append(b, `,"values":[`...)
			for k, p := range row.Points {
				if k > 0 {
					b = append(b, ',')
				}
				b = appendPoint(b, p)
			}
			b = append(b, ']')
		}
		b = append(b, '}')
	}
	return append(b, ']'), nil
}

func appendPoint(b []byte, p query.Point) []byte {
	b = append(appendTime(append(b, '['), p.At), `,"`...)
	format := byte('f')
	if abs := math.Abs(p.Value); abs != 0 && (abs < 1e-6 || abs >= 1e21) && !math.IsInf(p.Value, 0) {
		format = 'e'
	}
	return append(strconv.AppendFloat(b, p.Value, format, -1, 64), `"]`...)
}

func appendTime(b []byte, ms int64) []byte {
	return strconv.AppendFloat(b, float64(ms)/1000, 'f', -1, 64)
}
