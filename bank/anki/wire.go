package anki

import (
	"encoding/binary"
	"errors"
)

// The types of a field on the wire, of the Protocol Buffers encoding.
const (
	wireVarint = 0
	wireFixed8 = 1
	wireBytes  = 2
	wireFixed4 = 5
)

var errWire = errors.New("a configuration is cut off or damaged")

// varint returns the last value of a field that is a whole number; 0 where the
// message has none. Two fields of two messages are all that is read of Protocol
// Buffers here.
func varint(message []byte, field uint64) (value uint64, err error) {
	for len(message) > 0 {
		tag, n := binary.Uvarint(message)
		if n <= 0 {
			return 0, errWire
		}
		message = message[n:]
		size := 0
		switch tag & 7 {
		case wireVarint:
			v, n := binary.Uvarint(message)
			if n <= 0 {
				return 0, errWire
			}
			if tag>>3 == field {
				value = v
			}
			size = n
		case wireFixed8:
			size = 8
		case wireFixed4:
			size = 4
		case wireBytes:
			length, n := binary.Uvarint(message)
			if n <= 0 || length > uint64(len(message)-n) {
				return 0, errWire
			}
			size = n + int(length)
		default:
			return 0, errWire
		}
		if size > len(message) {
			return 0, errWire
		}
		message = message[size:]
	}
	return value, nil
}
