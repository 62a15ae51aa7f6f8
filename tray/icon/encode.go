package icon

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
)

// PNG encodes img. Encoding to memory cannot fail, except for an image without
// pixels, for which it panics.
func PNG(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic("icon: " + err.Error())
	}
	return b.Bytes()
}

// ICO wraps a PNG of size × size pixels, at most 256, as Windows wants it:
// since Vista an icon file may hold a PNG as it is.
func ICO(png []byte, size int) []byte {
	header := struct {
		Reserved, Kind, Count        uint16
		Width, Height, Colours, Zero uint8
		Planes, Bits                 uint16
		Bytes, Offset                uint32
	}{
		Kind: 1, Count: 1,
		Width: uint8(size), Height: uint8(size), // 256 becomes 0, which means 256
		Planes: 1, Bits: 32,
		Bytes: uint32(len(png)), Offset: 22,
	}
	var b bytes.Buffer
	if err := binary.Write(&b, binary.LittleEndian, header); err != nil {
		panic("icon: " + err.Error()) // a struct of fixed sizes into memory
	}
	b.Write(png)
	return b.Bytes()
}
