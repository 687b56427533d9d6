package notice

import (
	"parley/internal/parley"
	"parley/internal/user"
)

// Kind says what a notice is of.
type Kind string

// The kinds.
const (
	MessageFailed    Kind = "message_failed"    // about the conversation; data: reason, reason_text, provider_code
	ImportEnded      Kind = "import_ended"      // about the import; data: state, subject, rows, created, updated, skipped, failed
	BulkEditEnded    Kind = "bulk_edit_ended"   // data: subject, and of accounts and contacts changed, refused
	LoginChanged     Kind = "login_changed"     // by somebody else; data: changed, and the new role's name
	ChannelStopped   Kind = "channel_stopped"   // about the channel; data: reason
	ChannelWorks     Kind = "channel_works"     // likewise
	HubRestored      Kind = "hub_restored"      // data: waiting_messages, those that the fence holds back
	StorageRecovered Kind = "storage_recovered" // data: since
)

// Tab is the part of the list that a notice stands in.
type Tab string

// What concerns a user, and what concerns the hub.
const (
	Notifications Tab = "notifications"
	Alerts        Tab = "alerts"
)

// rule is who sees a kind, and where.
type rule struct {
	kind  Kind
	tab   Tab
	needs user.Permission // without which it is not shown; an alert is for all who have it
	word  string          // of the preference that turns it off, see Kinds
}

func rules() []rule {
	return []rule{
		{MessageFailed, Notifications, user.ReadSMSMessage, "failed"},
		{ImportEnded, Notifications, user.ImportContact, "job"},
		{BulkEditEnded, Notifications, "", "job"},
		{LoginChanged, Notifications, "", "security"},
		{ChannelStopped, Alerts, user.ReadChannel, "channel"},
		{ChannelWorks, Alerts, user.ReadChannel, "channel"},
		{HubRestored, Alerts, user.UpdateSystemSettings, "hub"},
		{StorageRecovered, Alerts, user.UpdateSystemSettings, "hub"},
	}
}

// TabOf gives the part of the list that a kind stands in.
func TabOf(k Kind) Tab {
	for _, r := range rules() {
		if r.kind == k {
			return r.tab
		}
	}
	return Notifications
}

// Viewer is who looks at his notices.
type Viewer struct {
	UserID parley.ID
	Kinds  []Kind // that he may and wants to see
}

// ViewerOf gives the kinds that an asker may see and has not turned off: the preference notify.WORD.page of the front end. New
// users have all of them on.
func ViewerOf(asker *user.Asker) Viewer {
	v := Viewer{UserID: asker.User.ID}
	for _, r := range rules() {
		if (r.needs == "" || asker.Permissions.Has(r.needs)) && asker.User.Preferences["notify."+r.word+".page"] != "off" {
			v.Kinds = append(v.Kinds, r.kind)
		}
	}
	return v
}

// in gives the kinds of the viewer that stand in the tab.
func (v Viewer) in(tab Tab) (kinds []Kind) {
	for _, k := range v.Kinds {
		if TabOf(k) == tab {
			kinds = append(kinds, k)
		}
	}
	return kinds
}
