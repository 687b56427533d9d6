package contact

import (
	"context"
	"errors"
	"slices"
	"strings"

	"parley/internal/choice"
	"parley/internal/field"
	"parley/internal/parley"
)

const maxChosen = 50 // tags, and categories, of one contact

// choose puts into c what the change chooses of the provider's lists and says in custom fields.
func (s *Contacts) choose(ctx context.Context, c *Contact, change Change) error {
	var tags, categories error
	if change.TagIDs != nil {
		if c.Tags, tags = s.chosen(ctx, choice.ContactTags, *change.TagIDs); parley.IsKind(tags, parley.NotFound) {
			tags = parley.Errorf(parley.Invalid, "unknown_tag", "There is no such tag.").At("tag_ids")
		}
	}
	if change.CategoryIDs != nil {
		if c.Categories, categories = s.chosen(ctx, choice.MessagingCategories, *change.CategoryIDs); parley.IsKind(categories, parley.NotFound) {
			categories = parley.Errorf(parley.Invalid, "unknown_category", "There is no such messaging category.").At("category_ids")
		}
	}
	values, err := s.parts.Fields.Apply(ctx, field.OfContacts, c.Custom, change.Custom)
	c.Custom = values
	return errors.Join(tags, categories, err)
}

// chosen gives entries of a list, each once and in the order of names; the error may be choice.NotFound.
func (s *Contacts) chosen(ctx context.Context, set choice.Set, ids []parley.ID) ([]parley.Named, error) {
	if len(ids) > maxChosen {
		return nil, parley.Errorf(parley.Invalid, "too_many_choices", "A contact has at most %d of them.", maxChosen).At(string(set))
	}
	out := make([]parley.Named, 0, len(ids))
	for _, id := range ids {
		entry, err := s.parts.Choices.Find(ctx, set, string(id))
		if err != nil {
			return nil, err
		}
		out = append(out, parley.Named{ID: entry.ID, Name: entry.Name})
	}
	slices.SortFunc(out, func(a, b parley.Named) int { return strings.Compare(a.Name, b.Name) })
	return slices.Compact(out), nil
}

// defaults gives the messaging categories of a new contact of whom nothing else is said (spec: sonar-isp.md section 2.5).
func (s *Contacts) defaults(ctx context.Context) ([]parley.Named, error) {
	all, err := s.parts.Choices.List(ctx, choice.MessagingCategories)
	var out []parley.Named
	for _, entry := range all {
		if entry.Mark {
			out = append(out, parley.Named{ID: entry.ID, Name: entry.Name})
		}
	}
	return out, err
}

func nothingToOptIn() *parley.Error {
	return parley.Errorf(parley.Invalid, "nothing_to_opt_in", "Enter a number or an email address first: consent belongs to it.").At("marketing_opt_in")
}

// setMarketing makes the ledgers of all the contact's addresses say whether marketing is welcome.
func (s *Contacts) setMarketing(ctx context.Context, by parley.Actor, c Contact, optIn *bool) error {
	if optIn == nil {
		return nil
	}
	if *optIn && len(c.Addresses) == 0 {
		return nothingToOptIn()
	}
	for _, l := range c.Addresses {
		if err := s.parts.OptIns.SetMarketing(ctx, by, l.ID, *optIn); err != nil {
			var e *parley.Error
			if errors.As(err, &e) {
				return e.At("marketing_opt_in")
			}
			return err
		}
	}
	return nil
}
