package consent

import "strings"

// answers are what a word is answered with, unless the installation says otherwise. An opt-out may be confirmed once,
// by a text that says so and nothing else; HELP names the sender, a way to reach people, and STOP (spec: channels.md
// section 8.1; CTIA Messaging Principles section 5.1). Each fits into one segment of GSM-7 with a brand of up to 20
// characters, which is why the French avoids ê and ç: those would double the price.
var answers = map[string]map[Word]string{
	"en": {
		OptOut:  "{brand}: You're unsubscribed and will get no more messages. Reply START to resubscribe.",
		OptIn:   "{brand}: You're subscribed. Message frequency varies. Msg & data rates may apply. Reply HELP for help, STOP to opt out.",
		GetHelp: "{brand}: Reply here to reach our team. Message frequency varies. Msg & data rates may apply. Reply STOP to opt out.",
	},
	"fr": {
		OptOut:  "{brand}: Désabonnement confirmé, vous ne recevrez plus de messages. Répondez START pour vous réabonner.",
		OptIn:   "{brand}: Abonnement confirmé. Fréquence variable, frais possibles. HELP pour de l'aide, STOP pour vous désabonner.",
		GetHelp: "{brand}: Répondez ici pour joindre notre équipe. Fréquence variable, frais possibles. STOP pour vous désabonner.",
	},
}

// Answer gives the text that confirms a word in a language ("fr", "fr-CA"; English where there is no such text), with
// the brand's name in it; "" for NoWord.
func Answer(w Word, language, brand string) string {
	base, _, _ := strings.Cut(language, "-")
	texts, known := answers[strings.ToLower(base)]
	if !known {
		texts = answers["en"]
	}
	text := texts[w]
	if brand == "" {
		return strings.TrimPrefix(text, "{brand}: ")
	}
	return strings.ReplaceAll(text, "{brand}", brand)
}
