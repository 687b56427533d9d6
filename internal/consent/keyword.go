package consent

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Word is what a text says as a whole, if it is one of the words by which customers opt out, opt in or ask for help.
type Word string

// The meanings of a text.
const (
	NoWord  Word = "none"
	OptOut  Word = "opt_out"
	OptIn   Word = "opt_in"
	GetHelp Word = "help"
)

// words are the spellings after normalisation: upper case, accents off, one blank between words (spec: channels.md
// section 8.1; ARRÊT is read as ARRET, OPT-OUT as OPT OUT).
var words = map[string]Word{
	"STOP": OptOut, "STOPALL": OptOut, "STOP ALL": OptOut, "UNSUBSCRIBE": OptOut, "CANCEL": OptOut, "END": OptOut,
	"QUIT": OptOut, "REVOKE": OptOut, "OPTOUT": OptOut, "OPT OUT": OptOut, "REMOVE": OptOut, "ARRET": OptOut,
	"START": OptIn, "UNSTOP": OptIn,
	"HELP": GetHelp, "INFO": GetHelp,
}

// yes opts in only who is out; to anybody else it is the answer to a question.
const yes = "YES"

// maxKeywordText is the longest text, in bytes, that is looked at: a word with a good many emoji around it.
const maxKeywordText = 512

// Keyword tells what text means as a whole: blanks around it, letter case, punctuation, quotes, emoji, full-width
// forms, accents and invisible characters make no difference; a word more does. optedOut is whether the sender's
// address is opted out now.
func Keyword(text string, optedOut bool) Word {
	if len(text) > maxKeywordText {
		return NoWord
	}
	bare := bareWords(text)
	if w, known := words[bare]; known {
		return w
	}
	if bare == yes && optedOut {
		return OptIn
	}
	return NoWord
}

// bareWords leaves letters and digits in upper case, with one blank for each gap of blanks or dashes.
func bareWords(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToUpper(r))
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Pc, r):
			gap = true
		}
	}
	return b.String()
}
