package consent_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/consent"
	"parley/internal/gsm"
)

func TestKeyword(t *testing.T) {
	for _, c := range []struct {
		text string
		out  bool // the sender is opted out
		want consent.Word
	}{
		// SMS-68: each of the opt-out words, in whatever dress.
		{"STOP", false, consent.OptOut}, {"StopAll", false, consent.OptOut}, {"unsubscribe", false, consent.OptOut},
		{"CANCEL", false, consent.OptOut}, {"end", false, consent.OptOut}, {"Quit", false, consent.OptOut},
		{"REVOKE", false, consent.OptOut}, {"OPTOUT", false, consent.OptOut}, {"STOP ALL", false, consent.OptOut},
		{"stop   all", false, consent.OptOut}, {"OPT OUT", false, consent.OptOut}, {"opt-out", false, consent.OptOut},
		{"opt–out", false, consent.OptOut}, {"opt_out", false, consent.OptOut}, {"REMOVE", false, consent.OptOut},
		{"ARRET", false, consent.OptOut}, {"Arrêt", false, consent.OptOut}, {"arre\u0302t", false, consent.OptOut},
		{" \t stop\r\n", false, consent.OptOut}, {"Stop.", false, consent.OptOut}, {"STOP!!!", false, consent.OptOut},
		{`"STOP"`, false, consent.OptOut}, {"“stop”", false, consent.OptOut}, {"«stop»", false, consent.OptOut},
		{"S.T.O.P", false, consent.OptOut}, {"stop 🛑", false, consent.OptOut}, {"🙏🏽stop👍🏻", false, consent.OptOut},
		{"❤️ STOP ❤️", false, consent.OptOut}, {"👨‍👩‍👧 stop", false, consent.OptOut},
		{"ＳＴＯＰ", false, consent.OptOut}, {"ｏｐｔ　ｏｕｔ", false, consent.OptOut},
		{"S\u200bT\u200cO\u200dP\ufeff", false, consent.OptOut}, {"\u2066STOP\u2069", false, consent.OptOut},
		{"\u00a0STOP\u00a0", false, consent.OptOut}, {"stop\x00", false, consent.OptOut},
		// SMS-70: the ways back.
		{"START", true, consent.OptIn}, {"start", false, consent.OptIn}, {"Unstop!", true, consent.OptIn},
		{"yes", true, consent.OptIn}, {"YES.", true, consent.OptIn}, {"yes", false, consent.NoWord},
		{"HELP", false, consent.GetHelp}, {"help?", true, consent.GetHelp}, {"info", false, consent.GetHelp},
		// What only contains a word is a text like any other.
		{"please stop", false, consent.NoWord}, {"stop texting me", false, consent.NoWord}, {"STOP 2", false, consent.NoWord},
		{"STOP1", false, consent.NoWord}, {"don't stop", false, consent.NoWord}, {"yes please", true, consent.NoWord},
		{"the end", false, consent.NoWord}, {"cancel my order", false, consent.NoWord}, {"weekend", false, consent.NoWord},
		{"", false, consent.NoWord}, {"🛑", false, consent.NoWord}, {"...", false, consent.NoWord},
		{"\xff\xfe", false, consent.NoWord}, {strings.Repeat("STOP ", 200), false, consent.NoWord},
	} {
		if got := consent.Keyword(c.text, c.out); got != c.want {
			t.Errorf("Keyword(%q, %v) = %s, want %s", c.text, c.out, got, c.want)
		}
	}
}

func FuzzKeyword(f *testing.F) {
	for _, seed := range []string{"STOP", "opt–out", "ＳＴＯＰ", "arre\u0302t", "\xff", "yes", "🙏🏽stop"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in, out := consent.Keyword(text, false), consent.Keyword(text, true)
		if in != out && !(in == consent.NoWord && out == consent.OptIn) {
			t.Errorf("%q means %s, and %s to who is opted out", text, in, out)
		}
		if len(text) > 400 || !utf8.ValidString(text) {
			return
		}
		if again := consent.Keyword(" “"+text+"!” \u200b", false); again != in {
			t.Errorf("%q means %s, in quotes %s", text, in, again)
		}
	})
}

func TestAnswersFitOneSegment(t *testing.T) {
	for _, language := range []string{"en", "fr", "fr-CA", "FR", "es", ""} {
		for _, w := range []consent.Word{consent.OptOut, consent.OptIn, consent.GetHelp} {
			text := consent.Answer(w, language, "Harbor Fiber Ontario")
			if !strings.HasPrefix(text, "Harbor Fiber Ontario: ") || strings.Contains(text, "{") {
				t.Errorf("%s %s: %q", language, w, text)
			}
			if n := gsm.Count(text); n.Segments != 1 || n.Encoding != gsm.GSM7 {
				t.Errorf("%s %s costs %+v", language, w, n)
			}
			if bare := consent.Answer(w, language, ""); bare == "" || strings.HasPrefix(bare, ":") {
				t.Errorf("%s %s without a brand: %q", language, w, bare)
			}
		}
	}
	if got := consent.Answer(consent.NoWord, "en", "X"); got != "" {
		t.Errorf("no word is answered with %q", got)
	}
	if consent.Answer(consent.OptOut, "fr-CA", "") == consent.Answer(consent.OptOut, "en", "") {
		t.Error("French is answered in English")
	}
}
