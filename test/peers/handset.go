package peers

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"
)

// HandsetText is one part of a text as it arrived at the handset.
type HandsetText struct {
	From, To string
	Kind     string // as fakesmsc names it: "text" (GSM alphabet), "ucs-2", or "data" for a part with a header
	Header   []byte // the user data header of a part among several (3GPP TS 23.040 section 9.2.3.24)
	Raw      string // the bytes: UTF-8 for text in the GSM alphabet, big-endian UTF-16 for UCS-2
}

// Text gives the words of a text that is not one of several parts.
func (h HandsetText) Text() string {
	if h.Kind == "ucs-2" {
		return decodeUTF16([]byte(h.Raw))
	}
	return h.Raw
}

func decodeUTF16(raw []byte) string {
	var units []uint16
	for ; len(raw) >= 2; raw = raw[2:] {
		units = append(units, binary.BigEndian.Uint16(raw))
	}
	return string(utf16.Decode(units))
}

// Handset is fakesmsc at the gateway's outgoing link: it keeps what arrives.
type Handset struct {
	tb      testing.TB
	process *process

	mu    sync.Mutex
	texts []HandsetText
	came  chan struct{} // closed and renewed with each text
}

func startHandset(tb testing.TB, dir string, port int) *Handset {
	tb.Helper()
	h := &Handset{tb: tb, came: make(chan struct{})}
	cmd := exec.Command(find(tb, "fakesmsc"), "-H", "127.0.0.1", "-r", fmt.Sprint(port), "-m", "0", "1 1 text unused") //nolint:noctx // ended by kill
	cmd.Dir = dir
	// fakesmsc prints what it gets on its standard error.
	out, in := io.Pipe()
	cmd.Stderr = in
	h.process = run(tb, cmd)
	var reading sync.WaitGroup
	reading.Go(func() { h.read(out) })
	tb.Cleanup(func() {
		h.process.kill()
		_ = in.Close()
		reading.Wait()
	})
	return h
}

// What fakesmsc prints: "Got message 1: <+12025550100 +12025550143 text Hello>", and for a part of a long one
// "… udh %05%00%03%02%02%01 data 0123…". A text with ends of line comes as several messages, of which the first only
// can be read.
var (
	gotMessage = regexp.MustCompile(`Got message \d+: <(.*)>$`)
	gotText    = regexp.MustCompile(`^(\S+) (\S+) (text|ucs-2|data) (.*)$`)
	gotPart    = regexp.MustCompile(`^(\S+) (\S+) udh (\S+) (text|ucs-2|data) (.*)$`)
)

func (h *Handset) read(out io.Reader) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if m := gotMessage.FindStringSubmatch(lines.Text()); m != nil {
			if text, ok := readHandsetText(m[1]); ok {
				h.add(text)
			}
		}
	}
	_, _ = io.Copy(io.Discard, out) // a line that is too long must not block the program
}

func readHandsetText(line string) (HandsetText, bool) {
	if m := gotPart.FindStringSubmatch(line); m != nil {
		return HandsetText{From: m[1], To: m[2], Header: []byte(unescape(m[3])), Kind: m[4], Raw: unescape(m[5])}, true
	}
	m := gotText.FindStringSubmatch(line)
	if m == nil {
		return HandsetText{}, false
	}
	text := HandsetText{From: m[1], To: m[2], Kind: m[3], Raw: m[4]}
	if text.Kind != "text" {
		text.Raw = unescape(text.Raw)
	}
	return text, true
}

// unescape reads fakesmsc's URL encoding, or gives what cannot be read as it is.
func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

func (h *Handset) add(text HandsetText) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.texts = append(h.texts, text)
	close(h.came)
	h.came = make(chan struct{})
}

// Texts gives what has arrived so far, in order.
func (h *Handset) Texts() []HandsetText {
	texts, _ := h.state()
	return texts
}

func (h *Handset) state() ([]HandsetText, <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]HandsetText(nil), h.texts...), h.came
}

// Await gives what has arrived as soon as there are n parts, and fails the test when they do not come.
func (h *Handset) Await(n int) []HandsetText {
	h.tb.Helper()
	deadline := time.NewTimer(kannelDeadline)
	defer deadline.Stop()
	for {
		texts, came := h.state()
		if len(texts) >= n {
			return texts
		}
		select {
		case <-came:
		case <-deadline.C:
			h.tb.Fatalf("kannel: %d of %d texts arrived at the handset", len(texts), n)
		}
	}
}

// Say sends one text from a handset: UTF-8, carried in the GSM alphabet as far as the carrier goes. It may not contain
// ends of line.
func (k *Kannel) Say(from, to, text string) { k.say(from, to, "text", text) }

// SayUCS2 sends one text from a handset, carried as UCS-2.
func (k *Kannel) SayUCS2(from, to, text string) {
	raw := make([]byte, 0, 2*len(text))
	for _, unit := range utf16.Encode([]rune(text)) {
		raw = binary.BigEndian.AppendUint16(raw, unit)
	}
	k.say(from, to, "ucs2", escape(raw))
}

// SayPart sends one part of a long text from a handset: n of total, ref being the number that the parts share.
func (k *Kannel) SayPart(from, to string, ref, total, n byte, text string) {
	header := []byte{5, 0, 3, ref, total, n}
	k.say(from, to, "udh-text", escape(header)+" "+text)
}

// SayData sends one message of 8-bit data from a handset.
func (k *Kannel) SayData(from, to string, data []byte) { k.say(from, to, "data", escape(data)) }

// escape writes every byte as %XX, which fakesmsc reads everywhere.
func escape(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// say runs fakesmsc at the link that brings texts until the gateway has taken the one.
func (k *Kannel) say(from, to, kind, payload string) {
	k.tb.Helper()
	message := strings.Join([]string{from, to, kind, payload}, " ")
	cmd := exec.Command(find(k.tb, "fakesmsc"), "-H", "127.0.0.1", "-r", fmt.Sprint(k.ports.inbound), "-m", "1", message) //nolint:noctx // ended by kill
	cmd.Dir = k.dir
	defer run(k.tb, cmd).kill()
	k.said++
	k.await("the text of a handset", func(status string) bool { return taken(status) >= k.said })
}

var takenTexts = regexp.MustCompile(`inbound\[inbound\].*rcvd: sms (\d+)`)

// taken reads from the status page how many texts of handsets the gateway has.
func taken(status string) int {
	m := takenTexts.FindStringSubmatch(status)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1]) // only digits match
	return n
}
