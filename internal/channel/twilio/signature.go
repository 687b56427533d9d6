package twilio

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha1" // Twilio's choice; as an HMAC it is not broken
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"
)

// signature is X-Twilio-Signature: base64 of the HMAC-SHA1 over the address and every parameter's name and value, by
// name (spec: channels.md section 6.3). Of a repeated parameter each different value counts once, in the order of
// UTF-16 units: what Twilio's library for Node does.
func signature(token, address string, params url.Values) string {
	mac := hmac.New(sha1.New, []byte(token))
	_, _ = io.WriteString(mac, address)
	for _, name := range slices.SortedFunc(maps.Keys(params), compareUTF16) {
		values := params[name]
		if len(values) > 1 {
			values = slices.Compact(slices.SortedFunc(slices.Values(values), compareUTF16))
		}
		for _, value := range values {
			_, _ = io.WriteString(mac, name)
			_, _ = io.WriteString(mac, value)
		}
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// signed reports whether the header signs the address and the parameters, in constant time. Twilio signs the address
// as it was configured, with or without its port, and nobody can say which.
func signed(token, header, address string, params url.Values) bool {
	bare := hmac.Equal([]byte(header), []byte(signature(token, withoutPort(address), params)))
	full := hmac.Equal([]byte(header), []byte(signature(token, withPort(address), params)))
	return bare || full
}

// hashed reports whether the body is the one whose SHA-256, in hexadecimal, a signed address carries.
func hashed(body []byte, want string) bool {
	sum := sha256.Sum256(body)
	return hmac.Equal([]byte(hex.EncodeToString(sum[:])), []byte(want))
}

// splitPort cuts an address into what is before the port, the port with its colon (empty where there is none) and the
// rest. It changes no character: net/url would escape some anew.
func splitPort(address string) (before, port, after string) {
	start := strings.Index(address, "://") + len("://")
	if start < len("://") {
		return address, "", ""
	}
	end := len(address)
	if i := strings.IndexAny(address[start:], "/?#"); i >= 0 {
		end = start + i
	}
	host := address[start:end]
	// A colon begins the port only behind the brackets of an IPv6 address.
	if i := strings.LastIndex(host, ":"); i > strings.LastIndex(host, "]") {
		return address[:start+i], host[i:], address[end:]
	}
	return address[:end], "", address[end:]
}

func withoutPort(address string) string {
	before, _, after := splitPort(address)
	return before + after
}

func withPort(address string) string {
	before, port, after := splitPort(address)
	switch {
	case port != "":
	case strings.HasPrefix(address, "https://"):
		port = ":443"
	case strings.HasPrefix(address, "http://"):
		port = ":80"
	}
	return before + port + after
}

// compareUTF16 orders as JavaScript and Java do: by UTF-16 units, in which characters beyond the basic plane come
// before U+E000.
func compareUTF16(a, b string) int {
	if isASCII(a) && isASCII(b) {
		return strings.Compare(a, b)
	}
	units := slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	return cmp.Or(units, strings.Compare(a, b)) // broken UTF-8 looks alike in UTF-16, and order must not be left to chance
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
