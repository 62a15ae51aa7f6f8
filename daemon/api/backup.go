package api

import "context"

// Backup is the answer of POST /v1/backup.
//
// # POST /v1/backup
//
// Makes a verified copy of the store. Has no body.
//
//	POST /v1/backup
//
//	200 OK
//	{"path": "/home/ada/.local/share/focusd/backup/20261122T090500Z.db", "bytes": 2400256}
type Backup struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
}

// Backup makes a verified copy of the store.
func (c *Client) Backup(ctx context.Context) (Backup, error) {
	return post[Backup](ctx, c, "/v1/backup", nil)
}
