package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// outdated are the keys of the chunks of version 1 in the store at path, which
// nobody has open.
func outdated(path string) (keys [][]byte, err error) {
	f, err := openReadOnly(path)
	if err != nil {
		return nil, err
	}
	err = f.view(func(t *tx) error {
		names, err := t.names()
		if err != nil || len(names) == 0 {
			return err
		}
		c, err := t.cursor(bChunk)
		if err != nil {
			return err
		}
		for key, value := c.first(); key != nil; key, value = c.next() {
			if len(value) > sumSize && value[sumSize] < chunkVersion {
				keys = append(keys, bytes.Clone(key))
			}
		}
		return nil
	})
	return keys, errors.Join(err, f.close())
}

// encodeAnew has the chunks under the keys be what this release would have
// written, in the store at path.
func encodeAnew(path string, keys [][]byte) (err error) {
	f, err := openFile(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.close()) }()
	c, err := newCodec()
	if err != nil {
		return err
	}
	defer c.close()
	for part := range slices.Chunk(keys, scrubAtOnce) {
		if err := f.update(func(t *tx) error { return c.putAnew(t, part) }); err != nil {
			return fmt.Errorf("encode days anew: %w", err)
		}
	}
	return nil
}

func (c *codec) putAnew(t *tx, keys [][]byte) error {
	sc := &scratch{}
	for _, key := range keys {
		day, _, err := parseChunkKey(key)
		if err != nil {
			return err
		}
		was, err := t.get(bChunk, key)
		if err != nil {
			return err
		}
		spans, err := c.decode(day, was, sc)
		if err != nil {
			return err
		}
		chunk, err := c.encode(day, spans)
		if err != nil {
			return err
		}
		chunk[1] |= was[1] & chunkPurged
		if err := t.put(bChunk, key, chunk); err != nil {
			return err
		}
	}
	return nil
}
