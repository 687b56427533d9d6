package transfer

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"parley/internal/parley"
)

// Encoding is how the characters of a file are written.
type Encoding string

// The encodings that are recognised: by the byte order mark, and without one by whether the bytes are UTF-8.
const (
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1252 Encoding = "windows-1252"
)

// detector finds the encoding of bytes that come in pieces.
type detector struct {
	begun   bool
	utf16   Encoding
	rest    []byte // the beginning of a character whose end is in the next piece
	broken  bool   // not UTF-8
	hasZero bool
}

// Write looks at the next piece; it never fails.
func (d *detector) Write(p []byte) (int, error) {
	n := len(p)
	if !d.begun && n > 0 {
		d.begun = true
		switch {
		case bytes.HasPrefix(p, []byte{0xff, 0xfe}):
			d.utf16 = UTF16LE
		case bytes.HasPrefix(p, []byte{0xfe, 0xff}):
			d.utf16 = UTF16BE
		}
	}
	if d.utf16 != "" || d.broken && d.hasZero {
		return n, nil
	}
	d.hasZero = d.hasZero || bytes.IndexByte(p, 0) >= 0
	if d.broken {
		return n, nil
	}
	p = append(d.rest, p...)
	d.rest = nil
	for len(p) > 0 {
		r, size := utf8.DecodeRune(p)
		if r == utf8.RuneError && size == 1 {
			if !utf8.FullRune(p) {
				d.rest = bytes.Clone(p)
				break
			}
			d.broken = true
			break
		}
		p = p[size:]
	}
	return n, nil
}

// found gives the encoding of all that was written. Its error says that this is no text.
func (d *detector) found() (Encoding, error) {
	switch {
	case d.utf16 != "":
		return d.utf16, nil
	case d.hasZero:
		return "", parley.Errorf(parley.Invalid, "not_text", "This is not a text file. Save a spreadsheet as CSV, or contacts as vCard, and choose that file.")
	case d.broken || len(d.rest) > 0:
		return Windows1252, nil
	}
	return UTF8, nil
}

// decoded reads r as UTF-8, without a byte order mark. What is no character becomes U+FFFD.
func decoded(r io.Reader, e Encoding) io.Reader {
	switch e {
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case Windows1252:
		return charmap.Windows1252.NewDecoder().Reader(r)
	}
	return unicode.UTF8BOM.NewDecoder().Reader(r)
}
