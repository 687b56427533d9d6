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

// The encodings that are read. Those of one byte a character cannot be told apart: Windows1252 is taken for all of them.
const (
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1252 Encoding = "windows-1252"
	Latin1      Encoding = "iso-8859-1"
	Latin9      Encoding = "iso-8859-15"
)

// detector finds the encoding of bytes that come in pieces.
type detector struct {
	size   int
	bom    Encoding
	rest   []byte // the beginning of a character whose end is in the next piece
	longer int    // characters of UTF-8 of more than one byte
	broken int    // bytes that are none of UTF-8
	zeros  [2]int // at even and at odd places
}

// Write looks at the next piece; it never fails.
func (d *detector) Write(p []byte) (int, error) {
	if d.size == 0 {
		switch {
		case bytes.HasPrefix(p, []byte{0xff, 0xfe}):
			d.bom = UTF16LE
		case bytes.HasPrefix(p, []byte{0xfe, 0xff}):
			d.bom = UTF16BE
		case bytes.HasPrefix(p, []byte(byteOrderMark)):
			d.bom = UTF8
		}
	}
	for i, c := range p {
		if c == 0 {
			d.zeros[(d.size+i)%2]++
		}
	}
	d.size += len(p)
	text := append(d.rest, p...)
	d.rest = nil
	for len(text) > 0 {
		if text[0] < utf8.RuneSelf {
			text = text[1:]
			continue
		}
		r, size := utf8.DecodeRune(text)
		switch {
		case r != utf8.RuneError || size > 1:
			d.longer++
		case !utf8.FullRune(text):
			d.rest = bytes.Clone(text)
			return len(p), nil
		default:
			d.broken++
		}
		text = text[size:]
	}
	return len(p), nil
}

// found gives the encoding of all that was written. UTF-8 with a few broken bytes is UTF-8: the rows that they are in are told.
// The error says that this is no text.
func (d *detector) found() (Encoding, error) {
	even, odd := d.zeros[0], d.zeros[1]
	switch {
	case d.bom == UTF16LE || d.bom == UTF16BE:
		return d.bom, nil
	case even == 0 && odd > d.size/8: // without a byte order mark: every other byte of Latin letters is zero
		return UTF16LE, nil
	case odd == 0 && even > d.size/8:
		return UTF16BE, nil
	case even+odd > 0:
		return "", parley.Errorf(parley.Invalid, "not_text", "This is not a text file. Save a spreadsheet as CSV, or contacts as vCard, and choose that file.")
	case d.bom == UTF8 || d.longer > d.broken+len(d.rest) || d.broken+len(d.rest) == 0:
		return UTF8, nil
	}
	return Windows1252, nil
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
	case Latin1:
		return charmap.ISO8859_1.NewDecoder().Reader(r)
	case Latin9:
		return charmap.ISO8859_15.NewDecoder().Reader(r)
	}
	return unicode.UTF8BOM.NewDecoder().Reader(r)
}

// brokenLine gives the line on which the first character stands that could not be read, of a row that begins on a line; 0 where
// all could.
func brokenLine(cells []string, line int) int {
	for _, cell := range cells {
		before, _, broken := bytes.Cut([]byte(cell), []byte(string(utf8.RuneError)))
		line += bytes.Count(before, []byte("\n"))
		if broken {
			return line
		}
	}
	return 0
}
