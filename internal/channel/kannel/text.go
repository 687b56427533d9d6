package kannel

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// readText turns the raw bytes of a text (%b) into what the customer wrote, by their coding (%c) and character set
// (%C). Kannel hands on UCS-2 as it came, big-endian, and all else as UTF-8, or as the bytes of which it knows nothing;
// those are left for the hub to mend.
func readText(raw, coding, charset string) string {
	switch {
	case isUTF16(charset), charset == "" && coding == codingUCS2:
		return decodeUTF16(raw)
	case coding == codingGSM, coding == "":
		return mendEscapes(raw)
	}
	return raw
}

func isUTF16(charset string) bool {
	switch strings.ToUpper(charset) {
	case "UTF-16BE", "UTF-16", "UCS-2", "UCS-2BE", "ISO-10646-UCS-2":
		return true
	}
	return false
}

// decodeUTF16 reads big-endian units. Half a pair, or half a unit at the end, becomes U+FFFD.
func decodeUTF16(raw string) string {
	units := make([]uint16, 0, len(raw)/2+1)
	bytes := []byte(raw)
	for ; len(bytes) >= 2; bytes = bytes[2:] {
		units = append(units, binary.BigEndian.Uint16(bytes))
	}
	if len(bytes) == 1 {
		units = append(units, 0xFFFD)
	}
	return string(utf16.Decode(units))
}

// escaped are the characters of the GSM extension table by what stands behind the escape (3GPP TS 23.038 section
// 6.2.1.1), read as a septet of the default alphabet.
var escaped = strings.NewReplacer(
	"\x1bΛ", "^", "\x1b(", "{", "\x1b)", "}", "\x1b/", `\`, "\x1b<", "[",
	"\x1b=", "~", "\x1b>", "]", "\x1b¡", "|", "\x1be", "€", "\x1b\n", "\f",
)

// mendEscapes puts the character for each escape sequence that Kannel has left as it was. It knows them, but a euro sign
// has been seen to come as ESC e from an SMPP link with its default settings; a text has no other use for ESC.
func mendEscapes(text string) string {
	if !strings.Contains(text, "\x1b") {
		return text
	}
	return escaped.Replace(text)
}
