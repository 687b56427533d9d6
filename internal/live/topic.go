package live

import (
	"slices"
	"strings"

	"parley/internal/event"
	"parley/internal/parley"
	"parley/internal/user"
)

// The topics, each an audience. A browser is subscribed by the server; it cannot ask for more.
const (
	customers = "customers" // who may see the threads with customers
	everyone  = "everyone"  // who is logged in
	users     = "users"     // who may see users and channels
	personal  = "user:"     // one user who may see those threads, in all his browsers
	noticed   = "notices:"  // one user, whatever he may see
	guarded   = "of:"       // who may see the things of a kind, as events name it
)

// guards are the kinds of thing that the pages keep as lists and that not everybody may see.
var guards = map[string]user.Permission{
	"messaging_category": user.ReadMessageCategory,
	"network_site":       user.ReadNetworkSite,
	"vendor":             user.ReadVendor,
	"call_log":           user.ReadCallLog,
}

// common are the kinds of thing that everybody may see who is logged in.
var common = []string{
	"contact", "account", "channel", "company", "department", "account_status", "account_type", "account_group", "contact_tag", "phone_number_type", "custom_field", "note", "import", "settings",
}

// topicsOf gives what a user is subscribed to.
func topicsOf(a *user.Asker) []string {
	topics := []string{everyone, noticed + string(a.User.ID)}
	if a.Permissions.Has(user.ReadSMSMessage) { // his own marks and drafts come with the threads that they are in
		topics = append(topics, customers, personal+string(a.User.ID))
	}
	if a.Permissions.Has(user.ReadUser) {
		topics = append(topics, users)
	}
	for thing, permission := range guards {
		if a.Permissions.Has(permission) {
			topics = append(topics, guarded+thing)
		}
	}
	return topics
}

// topicOf gives the audience of an event, and "" for one that no browser is told of.
func topicOf(e event.Event) string {
	thing, _, _ := strings.Cut(string(e.Type), ".")
	_, kept := guards[thing]
	switch {
	case e.Data["import"] != "", e.Type == event.ContactsExported, e.Type == event.AccountsExported:
		return "" // of an import, pages learn once a batch and not once a row
	case kept:
		return guarded + thing
	case e.Type == event.ConversationRead, e.Type == event.DraftChanged:
		return personal + e.Data["user_id"]
	case thing == "notice" && e.ConversationID != "": // the thread travels with it
		return personal + e.Data["user_id"]
	case thing == "notice":
		return noticed + e.Data["user_id"]
	case thing == "message", thing == "conversation", thing == "consent":
		return customers
	case slices.Contains(common, thing):
		return everyone
	case thing == "user", thing == "role":
		return users
	case thing == "token", thing == "session":
		return personal + string(e.SubjectID)
	}
	return ""
}

// sees reports whether a user gets an event: the same rule as for what is published.
func sees(a *user.Asker, e event.Event) bool {
	topic := topicOf(e)
	for _, each := range topicsOf(a) {
		if topic == each {
			return true
		}
	}
	return false
}

// topicOfThread is the audience of what is said about a thread without being a fact.
func topicOfThread(parley.ID) string { return customers }
