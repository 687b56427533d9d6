package consent

import (
	"slices"
	"strings"
)

// asks are the phrases by which people ask for an end in words of their own: normalised as the keywords are, apostrophes
// gone. No provider acts on them and no rule reads them safely, but the law counts them (47 CFR 64.1200(a)(10)).
var asks = []string{
	"STOP TEXTING", "STOP MESSAGING", "STOP SENDING", "STOP CONTACTING", "STOP WRITING", "STOP CALLING", "STOP SPAMMING",
	"STOP BOTHERING", "STOP THESE", "STOP THIS", "STOP ALL", "STOP IT", "PLEASE STOP", "STOP PLEASE", "STOP PLS", "PLS STOP",
	"UNSUBSCRIBE", "OPT OUT", "OPTOUT", "OPT ME OUT", "REMOVE ME", "REMOVE MY NUMBER", "DELETE MY NUMBER", "TAKE ME OFF",
	"DO NOT TEXT", "DONT TEXT", "DO NOT MESSAGE", "DONT MESSAGE", "DO NOT CONTACT", "DONT CONTACT", "DONT WRITE",
	"NO MORE TEXTS", "NO MORE MESSAGES", "LEAVE ME ALONE", "LOSE MY NUMBER", "CANCEL TEXTS", "CANCEL MESSAGES",
	"ARRETEZ", "ARRETE DE", "DESABONNER", "DESABONNEZ", "DESINSCRIRE", "DESINSCRIVEZ", "PLUS DE MESSAGES", "PLUS DE TEXTOS",
	"NE MECRIVEZ PLUS", "NE PLUS RECEVOIR", "RETIREZ MOI", "LAISSEZ MOI TRANQUILLE",
}

// bareAsks are keywords which ask for an end among so few other words ("STOP 2", "ok unsubscribe"). CANCEL, END and QUIT
// are not among them: "cancel my order" is about something else.
var bareAsks = []string{"STOP", "STOPALL", "ARRET", "REVOKE"}

const fewWords = 3

// AsksToStop reports whether a customer's text may be a request to be sent no more messages though it is none of the
// keywords: somebody should read it and decide (spec: channels.md section 8.1).
func AsksToStop(text string) bool {
	if len(text) > maxKeywordText || Keyword(text, false) != NoWord {
		return false
	}
	bare := bareWords(text)
	padded := " " + bare + " "
	if slices.ContainsFunc(asks, func(each string) bool { return strings.Contains(padded, " "+each+" ") }) {
		return true
	}
	said := strings.Fields(bare)
	return len(said) <= fewWords && !strings.HasPrefix(bare, "DONT ") &&
		slices.ContainsFunc(said, func(word string) bool { return slices.Contains(bareAsks, word) }) && !aboutAPlace(said)
}

// aboutAPlace tells "bus stop" and "stop by" from a request.
func aboutAPlace(said []string) bool {
	return slices.Contains(said, "BUS") || slices.Contains(said, "BY")
}
