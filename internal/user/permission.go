package user

import (
	"encoding/json"
	"slices"
	"strings"
)

// Permission names one thing that a user may do, as the API spells it: "CREATE_SMS_MESSAGE". Table lists all of them.
type Permission string

// The permissions that are checked today.
const (
	ReadSMSMessage   Permission = "READ_SMS_MESSAGE"
	CreateSMSMessage Permission = "CREATE_SMS_MESSAGE"
	// ReadSMSOutboundMessage is for lists of what was sent: of messages over all threads, and an account's correspondence. Within a
	// thread what was sent is seen with ReadSMSMessage, since no one could answer without it.
	ReadSMSOutboundMessage Permission = "READ_SMS_OUTBOUND_MESSAGE"

	CreateContact Permission = "CREATE_CONTACT"
	UpdateContact Permission = "UPDATE_CONTACT"
	DeleteContact Permission = "DELETE_CONTACT"
	ImportContact Permission = "IMPORT_CONTACT"
	ExportContact Permission = "EXPORT_CONTACT"

	CreateAccount Permission = "CREATE_ACCOUNT"
	UpdateAccount Permission = "UPDATE_ACCOUNT"
	DeleteAccount Permission = "DELETE_ACCOUNT"

	CreateAccountStatus Permission = "CREATE_ACCOUNT_STATUS"
	UpdateAccountStatus Permission = "UPDATE_ACCOUNT_STATUS"
	DeleteAccountStatus Permission = "DELETE_ACCOUNT_STATUS"
	CreateAccountType   Permission = "CREATE_ACCOUNT_TYPE"
	UpdateAccountType   Permission = "UPDATE_ACCOUNT_TYPE"
	DeleteAccountType   Permission = "DELETE_ACCOUNT_TYPE"
	CreateAccountGroup  Permission = "CREATE_ACCOUNT_GROUP"
	UpdateAccountGroup  Permission = "UPDATE_ACCOUNT_GROUP"
	DeleteAccountGroup  Permission = "DELETE_ACCOUNT_GROUP"
	CreateCustomField   Permission = "CREATE_CUSTOM_FIELD"
	UpdateCustomField   Permission = "UPDATE_CUSTOM_FIELD"
	DeleteCustomField   Permission = "DELETE_CUSTOM_FIELD"

	CreateMessageCategory Permission = "CREATE_MESSAGE_CATEGORY"
	ReadMessageCategory   Permission = "READ_MESSAGE_CATEGORY"
	UpdateMessageCategory Permission = "UPDATE_MESSAGE_CATEGORY"
	DeleteMessageCategory Permission = "DELETE_MESSAGE_CATEGORY"
	CreateContactTag      Permission = "CREATE_CONTACT_TAG"
	UpdateContactTag      Permission = "UPDATE_CONTACT_TAG"
	DeleteContactTag      Permission = "DELETE_CONTACT_TAG"

	CreateNetworkSite Permission = "CREATE_NETWORK_SITE"
	ReadNetworkSite   Permission = "READ_NETWORK_SITE"
	UpdateNetworkSite Permission = "UPDATE_NETWORK_SITE"
	DeleteNetworkSite Permission = "DELETE_NETWORK_SITE"
	CreateVendor      Permission = "CREATE_VENDOR"
	ReadVendor        Permission = "READ_VENDOR"
	UpdateVendor      Permission = "UPDATE_VENDOR"
	DeleteVendor      Permission = "DELETE_VENDOR"

	CreateNote      Permission = "CREATE_NOTE"
	UpdateNote      Permission = "UPDATE_NOTE"
	DeleteNote      Permission = "DELETE_NOTE"
	AlterOthersNote Permission = "ALTER_OTHERS_NOTE"
	CreateCallLog   Permission = "CREATE_CALL_LOG"
	ReadCallLog     Permission = "READ_CALL_LOG"
	UpdateCallLog   Permission = "UPDATE_CALL_LOG"
	DeleteCallLog   Permission = "DELETE_CALL_LOG"

	CreatePhoneNumberType Permission = "CREATE_PHONE_NUMBER_TYPE"
	ReadPhoneNumberType   Permission = "READ_PHONE_NUMBER_TYPE"
	UpdatePhoneNumberType Permission = "UPDATE_PHONE_NUMBER_TYPE"
	DeletePhoneNumberType Permission = "DELETE_PHONE_NUMBER_TYPE"

	ReadChannel   Permission = "READ_CHANNEL"
	CreateChannel Permission = "CREATE_CHANNEL"
	UpdateChannel Permission = "UPDATE_CHANNEL"
	DeleteChannel Permission = "DELETE_CHANNEL"

	ReadUser   Permission = "READ_USER"
	CreateUser Permission = "CREATE_USER"
	UpdateUser Permission = "UPDATE_USER"

	CreateRole Permission = "CREATE_ROLE"
	UpdateRole Permission = "UPDATE_ROLE"
	DeleteRole Permission = "DELETE_ROLE"

	CreateCompany        Permission = "CREATE_COMPANY"
	UpdateCompany        Permission = "UPDATE_COMPANY"
	DeleteDepartment     Permission = "DELETE_DEPARTMENT"
	UpdateSystemSettings Permission = "UPDATE_SYSTEM_SETTINGS"
	ReadAllLogs          Permission = "READ_ALL_LOGS"

	ShareView    Permission = "SHARE_VIEW"
	CreateToken  Permission = "CREATE_TOKEN"
	ReadEvent    Permission = "READ_EVENT"
	UseSimulator Permission = "USE_SIMULATOR"
)

// Permissions is a set of them. It never changes once made, so that requests may share one; the zero value is empty.
type Permissions struct{ set map[Permission]struct{} }

// NewPermissions makes the set of the names given.
func NewPermissions(names ...Permission) Permissions {
	set := make(map[Permission]struct{}, len(names))
	for _, name := range names {
		set[name] = struct{}{}
	}
	return Permissions{set: set}
}

// AllPermissions is the set of everything in Table: what a super-admin holds, and what the hub itself acts with.
func AllPermissions() Permissions {
	table := Table()
	names := make([]Permission, len(table))
	for i, row := range table {
		names[i] = row.Name
	}
	return NewPermissions(names...)
}

// Has reports whether p is in the set.
func (s Permissions) Has(p Permission) bool {
	_, held := s.set[p]
	return held
}

// Covers reports whether everything in other is in s too.
func (s Permissions) Covers(other Permissions) bool {
	for p := range other.set {
		if !s.Has(p) {
			return false
		}
	}
	return true
}

// Names lists the set in alphabetical order; never nil.
func (s Permissions) Names() []Permission {
	names := make([]Permission, 0, len(s.set))
	for p := range s.set {
		names = append(names, p)
	}
	slices.Sort(names)
	return names
}

// MarshalJSON writes Names.
func (s Permissions) MarshalJSON() ([]byte, error) { return json.Marshal(s.Names()) }

// without gives what of s is not in other.
func (s Permissions) without(other Permissions) Permissions {
	var names []Permission
	for p := range s.set {
		if !other.Has(p) {
			names = append(names, p)
		}
	}
	return NewPermissions(names...)
}

// within gives what is in both.
func (s Permissions) within(other Permissions) Permissions { return s.without(s.without(other)) }

// effective leaves out what counts for nothing: where a thing has all four permissions, View off overrides the other
// three (spec: sonar-isp.md section 6).
func (s Permissions) effective() Permissions {
	acts, all := []string{"READ_", "CREATE_", "UPDATE_", "DELETE_"}, AllPermissions()
	var idle []Permission
	for p := range s.set {
		_, thing, _ := strings.Cut(string(p), "_")
		four := !slices.ContainsFunc(acts, func(act string) bool { return !all.Has(Permission(act + thing)) })
		if four && slices.Contains(acts, strings.TrimSuffix(string(p), thing)) && !s.Has(Permission("READ_"+thing)) {
			idle = append(idle, p)
		}
	}
	return s.without(NewPermissions(idle...))
}
