package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"parley/internal/contact"
	"parley/internal/conversation"
	"parley/internal/httpd"
	"parley/internal/journal"
	"parley/internal/parley"
	"parley/internal/user"
)

// Message is message by a name that can be embedded: the library sees exported names only.
type Message = message

// correspondence is a message with what it was said over and with whom.
type correspondence struct {
	Message
	Entry   string        `json:"entry" enum:"message,note,call_log,consent" doc:"What is no message has the direction internal, no channel and no thread."`
	Subject string        `json:"subject" doc:"Of a call."`
	Seconds int           `json:"seconds" doc:"Of a call."`
	Channel threadChannel `json:"channel"`
	Contact *reference    `json:"contact"`
	Consent *consentRow   `json:"consent" doc:"What an entry consent is of; else null."`
}

type correspondenceQuery struct {
	Paging
	ByID
	Journal   bool      `query:"journal" doc:"With notes and, for who may see them, calls."`
	Entry     string    `query:"entry" enum:"message,note,call_log" doc:"Only these; notes and calls come without journal=true then."`
	Direction string    `query:"direction" enum:"inbound,outbound" doc:"Only messages that went this way."`
	ContactID string    `query:"contact_id" maxLength:"64" doc:"Only what was exchanged with this contact or is about him."`
	Since     time.Time `query:"since" doc:"Not before this time."`
	Until     time.Time `query:"until" doc:"Before this time."`
}

// messages says whether messages are asked for.
func (q correspondenceQuery) messages() bool { return q.Entry == "" || q.Entry == "message" }

// kinds gives the kinds of entry of the journal that are asked for and that the asker may see. Only messages have a direction.
func (q correspondenceQuery) kinds(ctx context.Context) []journal.Kind {
	if q.Direction != "" || q.Entry == "message" || q.Entry == "" && !q.Journal {
		return nil
	}
	return slices.DeleteFunc(journalKinds(ctx), func(k journal.Kind) bool { return q.Entry != "" && q.Entry != string(k) })
}

// journalKinds gives the kinds of entry of the journal that the asker may see.
func journalKinds(ctx context.Context) []journal.Kind {
	if httpd.Require(ctx, user.ReadCallLog) == nil {
		return []journal.Kind{journal.Note, journal.Call}
	}
	return []journal.Kind{journal.Note}
}

type timelineQuery struct {
	Paging
	ByID
}

func (s *surface) correspondence(ctx context.Context, in *correspondenceQuery) (*body[listOf[correspondence]], error) {
	at, err := placeCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	if _, err := s.Accounts.Get(ctx, in.row()); err != nil {
		return nil, err
	}
	var page []correspondence
	var next conversation.Cursor
	if in.messages() {
		var found []parley.Message
		found, next, err = s.Conversations.Search(ctx, conversation.MessageFilter{
			Viewer: viewer(ctx), AccountID: in.row(), ContactID: optionalID(in.ContactID), Direction: parley.Direction(in.Direction), Since: in.Since, Until: in.Until,
			Before: at.before(rankMessage), Limit: in.Limit, WithoutSent: withoutSent(ctx),
		})
		if err != nil {
			return nil, err
		}
		if page, err = s.showCorrespondence(ctx, found); err != nil {
			return nil, err
		}
	}
	written, more, err := s.writtenDown(ctx, journal.Filter{
		Kinds: in.kinds(ctx), AccountID: in.row(), ContactID: optionalID(in.ContactID), Since: in.Since, Until: in.Until, Before: journal.Cursor(at.before(rankJournal)), Limit: in.Limit,
	})
	return answer(newestFirst(slices.Concat(page, written), in.Limit, more || next.ID != "")), err
}

// timeline is everything that went on with a contact.
func (s *surface) timeline(ctx context.Context, in *timelineQuery) (*body[listOf[correspondence]], error) {
	at, err := placeCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	c, err := s.Contacts.Get(ctx, in.row())
	if err != nil {
		return nil, err
	}
	found, next, err := s.Conversations.Search(ctx, conversation.MessageFilter{Viewer: viewer(ctx), ContactID: c.ID, Before: at.before(rankMessage), Limit: in.Limit, WithoutSent: withoutSent(ctx)})
	if err != nil {
		return nil, err
	}
	page, err := s.showCorrespondence(ctx, found)
	if err != nil {
		return nil, err
	}
	written, more, err := s.writtenDown(ctx, journal.Filter{Kinds: journalKinds(ctx), ContactID: c.ID, Before: journal.Cursor(at.before(rankJournal)), Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	consents, err := s.consentsOf(ctx, c, at.before(rankConsent))
	return answer(newestFirst(slices.Concat(page, written, consents), in.Limit, more || next.ID != "")), err
}

// consentsOf gives what a contact has agreed to and refused before a place, with any of his addresses, the newest first.
func (s *surface) consentsOf(ctx context.Context, c contact.Contact, before conversation.Cursor) (page []correspondence, err error) {
	for _, address := range c.Addresses {
		lines, err := s.Consents.Entries(ctx, address.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			row := showConsent(l)
			page = append(page, correspondence{
				Entry: "consent", Contact: named(c.ID, c.Name), Consent: &row,
				Message: Message{
					ID: row.ID, Direction: string(parley.Internal), State: string(parley.Sent), Text: l.Wording, ContactID: string(c.ID), AccountID: string(c.AccountID),
					CreatedAt: l.At, UpdatedAt: l.At,
				},
			})
			if row.Actor != nil {
				page[len(page)-1].User = &author{ID: row.Actor.ID, Name: row.Actor.Name}
			}
		}
	}
	newer := func(a, b conversation.Cursor) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) }
	slices.SortFunc(page, func(a, b correspondence) int { return newer(placeOf(a).Cursor, placeOf(b).Cursor) })
	if before.ID == "" {
		return page, nil
	}
	return slices.DeleteFunc(page, func(e correspondence) bool { return newer(placeOf(e).Cursor, before) <= 0 }), nil
}

// place is an entry's place in a correspondence: the newest first; of one millisecond messages, then what was written down, then
// consents, which messages said; of one kind as its own list has it.
type place struct {
	conversation.Cursor
	rank int
}

// The ranks of entries.
const (
	rankMessage = iota
	rankJournal
	rankConsent
)

func rankOf(entry string) int {
	switch entry {
	case "message":
		return rankMessage
	case "consent":
		return rankConsent
	}
	return rankJournal
}

func placeOf(e correspondence) place {
	return place{conversation.Cursor{At: e.CreatedAt, ID: parley.ID(e.ID)}, rankOf(e.Entry)}
}

// before is where a list of the rank goes on after the place. No row has the id of noSuchRow, and every row's is above it.
func (p place) before(rank int) conversation.Cursor {
	switch {
	case p.ID == "" || p.rank == rank:
		return p.Cursor
	case p.rank < rank: // of that millisecond all of the rank is still to come
		return conversation.Cursor{At: p.At.Add(time.Millisecond), ID: noSuchRow}
	default:
		return conversation.Cursor{At: p.At, ID: noSuchRow}
	}
}

// placeCursor reads the cursor of a correspondence.
func placeCursor(cursor string) (p place, err error) {
	keys, err := decodeCursor(cursor, 3)
	if err != nil || keys == nil {
		return p, err
	}
	if p.Cursor, err = timeAndID(keys[0], keys[1]); err != nil {
		return p, err
	}
	if p.rank, err = strconv.Atoi(keys[2]); err != nil || p.rank < rankMessage || p.rank > rankConsent {
		return p, invalidCursor()
	}
	return p, nil
}

// newestFirst makes a page of at most limit entries; more says whether there are more than those.
func newestFirst(page []correspondence, limit int, more bool) listOf[correspondence] {
	slices.SortStableFunc(page, func(a, b correspondence) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(rankOf(a.Entry), rankOf(b.Entry)))
	})
	out := listOf[correspondence]{Items: append([]correspondence{}, page[:min(len(page), limit)]...)}
	if more || len(page) > limit {
		last := placeOf(out.Items[len(out.Items)-1])
		out.Next = encodeCursor(strconv.FormatInt(last.At.UnixMilli(), 10), string(last.ID), strconv.Itoa(last.rank))
	}
	return out
}

func (s *surface) showCorrespondence(ctx context.Context, found []parley.Message) ([]correspondence, error) {
	shown, err := s.showMessages(ctx, found)
	if err != nil {
		return nil, err
	}
	threads := map[parley.ID]conversation.View{}
	var ids []parley.ID
	for _, m := range found {
		if _, known := threads[m.ConversationID]; !known {
			threads[m.ConversationID] = conversation.View{}
			ids = append(ids, m.ConversationID)
		}
	}
	views, _, err := s.Conversations.Snapshot(ctx, ids, nil)
	if err != nil {
		return nil, err
	}
	for _, v := range views {
		threads[v.ID] = v
	}
	items := make([]correspondence, len(found))
	names := map[parley.ID]*reference{}
	for i, m := range found {
		v := threads[m.ConversationID]
		items[i] = correspondence{Entry: "message", Message: shown[i], Channel: threadChannel{ID: string(v.Channel.ID), Kind: v.Channel.Kind, Name: v.Channel.Name}}
		if items[i].Contact, err = s.contactOf(ctx, m, v, names); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// contactOf is the contact as the message was stamped with him: mostly the one that the thread has now.
func (s *surface) contactOf(ctx context.Context, m parley.Message, v conversation.View, names map[parley.ID]*reference) (*reference, error) {
	if m.ContactID == v.Contact.ID {
		return optionalReference(v.Contact), nil
	}
	if known, asked := names[m.ContactID]; asked || m.ContactID == "" {
		return known, nil
	}
	c, err := s.Contacts.Get(ctx, m.ContactID)
	if parley.IsKind(err, parley.NotFound) {
		names[m.ContactID] = nil
		return nil, nil
	}
	names[m.ContactID] = named(c.ID, c.Name)
	return names[m.ContactID], err
}
