package consent_test

import (
	"strings"
	"testing"

	"parley/internal/consent"
)

func TestAsksToStop(t *testing.T) {
	for _, text := range []string{
		"please stop texting me", "Please STOP!", "stop it", "STOP 2", "ok stop", "Stop sending me these", "unsubscribe me please",
		"I want to opt-out of this", "Take me off your list", "don't text me again", "Don’t contact me.", "remove me", "no more texts!!",
		"Leave me alone", "Arrêtez de m'écrire", "ne m’écrivez plus", "Je veux me désabonner", "retirez-moi",
	} {
		if !consent.AsksToStop(text) {
			t.Errorf("%q may be a request", text)
		}
	}
	for _, text := range []string{
		"STOP", "stop all", "opt out", // done without asking anybody
		"", "hello", "don't stop", "can you stop by tomorrow?", "stop by", "bus stop", "cancel my order", "the end", "I quit my job",
		"the internet stops every evening at eight", "does the outage stop today or tomorrow", "contact me", "unstoppable",
		"\xff\xfe", strings.Repeat("please stop ", 100),
	} {
		if consent.AsksToStop(text) {
			t.Errorf("%q is no request", text)
		}
	}
}

func FuzzAsksToStop(f *testing.F) {
	for _, seed := range []string{"please stop", "opt–out now", "ｐｌｅａｓｅ ＳＴＯＰ", "\xff", "🙏🏽stop now👍🏻"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if consent.AsksToStop(text) && consent.Keyword(text, false) != consent.NoWord {
			t.Errorf("%q is a keyword", text)
		}
	})
}
