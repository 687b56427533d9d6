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

	CreateContact Permission = "CREATE_CONTACT"
	UpdateContact Permission = "UPDATE_CONTACT"
	DeleteContact Permission = "DELETE_CONTACT"

	CreateAccount Permission = "CREATE_ACCOUNT"
	UpdateAccount Permission = "UPDATE_ACCOUNT"
	DeleteAccount Permission = "DELETE_ACCOUNT"

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
