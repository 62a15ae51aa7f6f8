package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// ErrDamaged is what reading says of bytes that are not as they were written.
var ErrDamaged = errors.New("the store is damaged")

const sumSize = 4

func checksum(key, rest []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli) // made once, by package crc32
	return crc32.Update(crc32.Checksum(key, table), table, rest)
}

// sealed returns rest with the checksum of key and rest before it.
func sealed(key, rest []byte) []byte {
	value := make([]byte, sumSize, sumSize+len(rest))
	binary.LittleEndian.PutUint32(value, checksum(key, rest))
	return append(value, rest...)
}

// unsealed returns what sealed was given; it shares memory with value.
func unsealed(key, value []byte) ([]byte, error) {
	if len(value) < sumSize {
		return nil, fmt.Errorf("%w: a value of %d bytes", ErrDamaged, len(value))
	}
	rest := value[sumSize:]
	if binary.LittleEndian.Uint32(value) != checksum(key, rest) {
		return nil, fmt.Errorf("%w: wrong checksum of key %x", ErrDamaged, key)
	}
	return rest, nil
}
