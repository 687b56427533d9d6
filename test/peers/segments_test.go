//go:build peers

package peers_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"parley/internal/gsm"
	"parley/test/peers"
)

// size is what a peer says of a text, and what the golden file holds.
type size struct {
	Encoding gsm.Encoding `json:"encoding"`
	Segments int          `json:"segments"`
	Units    int          `json:"units"`
}

// TestPeerSegments compares the count of segments with two published libraries: on the golden file, which so proves itself
// too, and on texts drawn at random from characters that are easily got wrong.
func TestPeerSegments(t *testing.T) {
	var golden []struct {
		Text string `json:"text"`
		size
	}
	raw, err := os.ReadFile("../../internal/gsm/testdata/segments.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &golden); err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, each := range golden {
		texts = append(texts, each.Text)
	}
	texts = append(texts, randomTexts(500)...)

	var answers []struct{ Twilio, Split size }
	peers.Node(t, "segments.cjs", texts, &answers)
	if len(answers) != len(texts) {
		t.Fatalf("%d answers to %d texts", len(answers), len(texts))
	}
	for i, text := range texts {
		count := gsm.Count(text)
		ours := size{count.Encoding, count.Segments, count.Units}
		if ours != answers[i].Twilio || ours != answers[i].Split {
			t.Errorf("%q: we count %+v, sms-segments-calculator %+v, split-sms %+v", text, ours, answers[i].Twilio, answers[i].Split)
		}
		if i < len(golden) && ours != golden[i].size {
			t.Errorf("%q: we count %+v, the golden file says %+v", text, ours, golden[i].size)
		}
	}
}

// randomTexts draws n texts, the same at every run, half of them within the GSM alphabet. None holds a character that is
// made of several, such as a flag: the calculator keeps those together, which no phone needs.
func randomTexts(n int) []string {
	const plain, wide = "ab c@£é\n€[]^~ΔΩ", "ж😀ç’日"
	chance := rand.New(rand.NewPCG(1, 2))
	draw := func(b *strings.Builder, from []rune) { b.WriteRune(from[chance.IntN(len(from))]) }
	texts := make([]string, n)
	for i := range texts {
		var b strings.Builder
		for range chance.IntN(500) {
			if i%2 == 1 && chance.IntN(4) == 0 {
				draw(&b, []rune(wide))
			} else {
				draw(&b, []rune(plain))
			}
		}
		texts[i] = b.String()
	}
	return texts
}
