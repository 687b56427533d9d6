package user

import (
	"maps"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"parley/internal/parley"
)

// User is a person who works with the hub. The password is not part of it: see Credentials.
type User struct {
	ID          parley.ID
	Name        string
	Email       string // as it was entered; EmailKey of it is unique
	RoleID      parley.ID
	Extension   string // of the desk phone; may be empty
	Active      bool
	TOTP        bool              // has a second factor; not written with the user
	HasPassword bool              // false until an invited user has set one; not written with the user
	Locale      string            // "en", "fr", or "" for the browser's
	TimeZone    string            // IANA name, or "" for the server's
	Preferences map[string]string // the front end's own; its meaning is not known here
	Version     int64             // counts changes; 1 at first
	CreatedAt   time.Time
	UpdatedAt   time.Time
	LastLoginAt time.Time // zero: never
}

// facts is what the audit trail keeps of a user.
type facts struct {
	Name      string `audit:"name"`
	Email     string `audit:"email"`
	Role      string `audit:"role"`
	Extension string `audit:"extension"`
	Active    bool   `audit:"active"`
}

func factsOf(p Person) facts {
	return facts{Name: p.User.Name, Email: p.User.Email, Role: p.Role.Name, Extension: p.User.Extension, Active: p.User.Active}
}

// deed is what it keeps of a change of which there is no before and after to show, as that of a password.
type deed struct {
	What string `audit:"changed"`
}

// Person is a user with what his role says.
type Person struct {
	User User
	Role Role
}

// Limits of what a user consists of.
const (
	maxName           = 100 // characters
	maxEmail          = 254 // bytes, RFC 5321 section 4.5.3.1.3
	maxExtension      = 16
	maxPreferences    = 100
	maxPreferenceKey  = 100  // bytes
	maxPreferenceText = 4096 // bytes
)

// EmailKey gives the form of an email address under which a user is found: without outer blanks, in lower case.
func EmailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func checkEmail(email string) (string, error) {
	email = strings.TrimSpace(email)
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > maxEmail {
		return "", parley.Errorf(parley.Invalid, "invalid_email", "Enter a whole email address such as jo@provider.example.").At("email")
	}
	return email, nil
}

func checkName(name string) (string, error) {
	name = parley.CleanName(name)
	if parley.IsBlank(name) || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, unicode.IsControl) {
		return "", parley.Errorf(parley.Invalid, "invalid_name", "Enter a name of 1 to %d characters.", maxName).At("name")
	}
	return name, nil
}

func checkExtension(extension string) (string, error) {
	extension = strings.TrimSpace(extension)
	if len(extension) > maxExtension || strings.Trim(extension, "0123456789*#") != "" {
		return "", parley.Errorf(parley.Invalid, "invalid_extension", "An extension is at most %d digits.", maxExtension).At("extension")
	}
	return extension, nil
}

func checkLocale(locale string) error {
	switch locale {
	case "", "en", "fr":
		return nil
	}
	return parley.Errorf(parley.Invalid, "invalid_locale", "The languages are en and fr.").At("locale")
}

func checkTimeZone(name string) error {
	if name == "" {
		return nil
	}
	// "Local" would be the server's, whatever that is: a row must mean the same on every machine.
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return parley.Errorf(parley.Invalid, "invalid_time_zone", "Enter a time zone such as America/Chicago.").At("time_zone")
	}
	return nil
}

// mergePreferences gives have changed by change: an empty value removes its key.
func mergePreferences(have, change map[string]string) (map[string]string, error) {
	bad := parley.Errorf(parley.Invalid, "invalid_preferences", "Preferences are at most %d short texts.", maxPreferences).At("preferences")
	merged := maps.Clone(have)
	if merged == nil {
		merged = map[string]string{}
	}
	for key, value := range change {
		if key == "" || len(key) > maxPreferenceKey || len(value) > maxPreferenceText {
			return nil, bad
		}
		if value == "" {
			delete(merged, key)
			continue
		}
		merged[key] = value
	}
	if len(merged) > maxPreferences {
		return nil, bad
	}
	return merged, nil
}
