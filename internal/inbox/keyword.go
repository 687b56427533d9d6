package inbox

import (
	"context"

	"parley/internal/consent"
	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/outbox"
	"parley/internal/parley"
)

// ledgerState is what each word writes into the ledger.
var ledgerState = map[consent.Word]parley.ConsentState{
	consent.OptOut:  parley.OptedOut,
	consent.OptIn:   parley.OptedIn,
	consent.GetHelp: parley.HelpAsked,
}

// keyword writes STOP, START and HELP into the consent ledger, in the unit of the text itself, and answers once: unless
// the provider does that.
func (i *Inbox) keyword(ctx context.Context, a *arrival, from contact.Holder, text string, by parley.Actor) error {
	word, err := i.word(ctx, a, from, text)
	if err != nil || word == consent.NoWord {
		return err
	}
	entry, err := i.Consents.Record(ctx, by, parley.ConsentEntry{
		AddressID: from.Address.ID, State: ledgerState[word], Source: consent.SourceKeyword, At: a.received,
		Wording: parley.CleanLine(conversation.Preview(text), maxText),
	})
	if err != nil || a.answered {
		return err
	}
	answer, err := i.answer(ctx, word, from)
	if err != nil {
		return err
	}
	_, err = i.Sender.Submit(ctx, outbox.Draft{
		ChannelID: a.line.ID, From: a.sender.Value, AddressID: from.Address.ID, Text: answer, Purpose: parley.Confirmation,
		ConsentID: entry.ID, Actor: parley.Actor{Kind: parley.ActorSystem},
	})
	if code := parley.CodeOf(err); code != "" {
		// The answer was refused (the channel is switched off, or gone); the customer's word counts all the same.
		i.Logger.Warn("a keyword was not answered", "channel_id", a.line.ID, "code", code)
		return nil
	}
	return err
}

func (i *Inbox) word(ctx context.Context, a *arrival, from contact.Holder, text string) (consent.Word, error) {
	if a.word != "" {
		return a.word, nil
	}
	word := consent.Keyword(text, true)
	if word != consent.OptIn {
		return word, nil
	}
	// YES opts in only who is out, so who says it must be looked up.
	standing, err := i.Consents.Standing(ctx, from.Address.ID)
	if err != nil {
		return consent.NoWord, err
	}
	return consent.Keyword(text, standing.OptedOut(parley.Conversational)), nil
}

func (i *Inbox) answer(ctx context.Context, word consent.Word, from contact.Holder) (string, error) {
	brand, err := i.Brand(ctx)
	if err != nil {
		return "", err
	}
	return consent.Answer(word, from.Language, brand), nil
}
