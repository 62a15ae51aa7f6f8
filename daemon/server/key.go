package server

import (
	"crypto/rand"
	"sync"
	"time"
)

// keyFor is how long a link opens the page.
const keyFor = time.Minute

// keys are what links carry in place of the token: each opens the page once,
// within a minute. A link goes over the command line of a browser, which every
// user of the machine can read, and into its history.
type keys struct {
	mu   sync.Mutex // guards what follows
	made map[string]time.Time
}

// cut makes a key, and forgets those that are too old.
func (k *keys) cut(now time.Time) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	for key, at := range k.made {
		if now.Sub(at) > keyFor {
			delete(k.made, key)
		}
	}
	if k.made == nil {
		k.made = make(map[string]time.Time)
	}
	key := rand.Text()
	k.made[key] = now
	return key
}

// use says whether key opens the page now; it doesn't a second time.
func (k *keys) use(key string, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	at, ok := k.made[key]
	delete(k.made, key)
	return ok && now.Sub(at) <= keyFor
}
