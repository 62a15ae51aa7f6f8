package standing_test

import (
	"net/http"
	"os"
	"os/exec"
	"testing"

	"focusd/contrib/standing"
)

// TestMain is the program that stands by, where it was started as that.
func TestMain(m *testing.M) {
	if address := os.Getenv("STANDING_AT"); address != "" {
		if err := http.ListenAndServe(address, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})); err != nil {
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// at is that program.
func at(address string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STANDING_AT="+address)
	return cmd
}

// TestStartTriesAgain has a program that ends at once where it is asked first, as
// one does whose port was taken.
func TestStartTriesAgain(t *testing.T) {
	var asked []string
	address := standing.Start(t, "a program", "/", func(address string) *exec.Cmd {
		if asked = append(asked, address); len(asked) == 1 {
			return at("no-address")
		}
		return at(address)
	})
	if len(asked) != 2 || address != asked[1] {
		t.Errorf("it is at %s, of those asked for: %v; want the second of two", address, asked)
	}
}

// TestStartEndsWithTheTest asks a program for an answer after the test that had
// started it.
func TestStartEndsWithTheTest(t *testing.T) {
	var url string
	t.Run("stands", func(t *testing.T) { url = "http://" + standing.Start(t, "a program", "/", at) })
	if res, err := http.Get(url); err == nil {
		res.Body.Close()
		t.Errorf("%s still answers: %s", url, res.Status)
	}
}
