package api_test

import (
	"strings"
	"testing"

	"parley/internal/user"
)

// anybody marks calls for which nobody need be logged in.
const anybody user.Permission = "anybody"

// asked says, by hand and apart from the program, which permission each call asks for; none: it is enough to be logged in. What a
// call gives then is another matter: one's own tokens, sessions and views, say.
func asked() map[user.Permission][]string {
	return map[user.Permission][]string{
		anybody: {"POST /password-links/look", "POST /password-links/use", "POST /session", "GET /setup", "POST /setup"},
		"": {
			"GET /account-groups", "GET /account-groups/{id}", "GET /account-statuses", "GET /account-statuses/{id}",
			"GET /account-types", "GET /account-types/{id}", "GET /accounts", "GET /accounts/{id}", "POST /accounts/bulk-edit", "GET /addresses/{id}/consent",
			"GET /bulk-edits/{id}", "GET /companies", "GET /companies/{id}", "GET /contact-tags", "GET /contact-tags/{id}",
			"GET /contacts", "GET /contacts/{id}", "POST /contacts/bulk-edit", "GET /contacts/{id}/picture", "GET /custom-fields",
			"GET /custom-fields/{id}", "GET /departments", "GET /notes", "GET /notes/{id}", "GET /notices", "GET /notices/unread", "POST /notices/read", "GET /saved-views",
			"POST /saved-views", "DELETE /saved-views/{id}", "GET /saved-views/{id}", "PATCH /saved-views/{id}",
			"GET /senders", "DELETE /session", "GET /session", "PATCH /session", "POST /session/password",
			"GET /session/totp", "POST /session/totp", "POST /session/totp/confirm", "POST /session/totp/end",
			"POST /session/totp/recovery-codes", "GET /sessions", "DELETE /sessions/{id}", "GET /settings",
			"GET /tokens", "DELETE /tokens/{id}",
		},
		user.CreateAccount:         {"POST /accounts"},
		user.CreateAccountGroup:    {"POST /account-groups"},
		user.CreateAccountStatus:   {"POST /account-statuses"},
		user.CreateAccountType:     {"POST /account-types"},
		user.CreateCallLog:         {"POST /call-logs"},
		user.CreateChannel:         {"POST /channels"},
		user.CreateCompany:         {"POST /companies"},
		user.CreateContact:         {"POST /contacts"},
		user.CreateContactTag:      {"POST /contact-tags"},
		user.CreateCustomField:     {"POST /custom-fields"},
		user.CreateMessageCategory: {"POST /messaging-categories"},
		user.CreateNetworkSite:     {"POST /network-sites"},
		user.CreateNote:            {"POST /notes"},
		user.CreatePhoneNumberType: {"POST /phone-number-types"},
		user.CreateRole:            {"POST /roles"},
		user.CreateSMSMessage: {
			"PUT /conversations/{id}/draft", "POST /conversations/{id}/messages", "POST /messages", "POST /messages/{id}/retry",
		},
		user.CreateToken:           {"POST /tokens"},
		user.CreateUser:            {"POST /users"},
		user.CreateVendor:          {"POST /vendors"},
		user.DeleteAccount:         {"DELETE /accounts/{id}", "POST /accounts/{id}/archive", "POST /accounts/{id}/restore"},
		user.DeleteAccountGroup:    {"DELETE /account-groups/{id}"},
		user.DeleteAccountStatus:   {"DELETE /account-statuses/{id}"},
		user.DeleteAccountType:     {"DELETE /account-types/{id}"},
		user.DeleteCallLog:         {"DELETE /call-logs/{id}"},
		user.DeleteChannel:         {"DELETE /channels/{id}"},
		user.DeleteContact:         {"DELETE /contacts/{id}", "POST /contacts/{id}/archive", "POST /contacts/{id}/restore"},
		user.DeleteContactTag:      {"DELETE /contact-tags/{id}"},
		user.DeleteCustomField:     {"DELETE /custom-fields/{id}"},
		user.DeleteDepartment:      {"DELETE /departments/{id}"},
		user.DeleteMessageCategory: {"DELETE /messaging-categories/{id}"},
		user.DeleteNetworkSite:     {"DELETE /network-sites/{id}"},
		user.DeleteNote:            {"DELETE /notes/{id}"},
		user.DeletePhoneNumberType: {"DELETE /phone-number-types/{id}"},
		user.DeleteRole:            {"DELETE /roles/{id}"},
		user.DeleteVendor:          {"DELETE /vendors/{id}"},
		user.ExportContact:         {"GET /accounts/export", "GET /contacts/export"},
		user.ImportContact: {
			"POST /accounts/upsert", "POST /contacts/upsert", "GET /imports", "POST /imports", "GET /imports/{id}", "PATCH /imports/{id}",
			"POST /imports/{id}/cancel", "POST /imports/{id}/check", "GET /imports/{id}/faults", "POST /imports/{id}/preview",
			"POST /imports/{id}/start",
		},
		user.ReadAllLogs:         {"GET /audit-log"},
		user.ReadCallLog:         {"GET /call-logs", "GET /call-logs/{id}"},
		user.ReadChannel:         {"GET /channel-kinds", "GET /channels", "GET /channels/{id}"},
		user.ReadEvent:           {"GET /events"},
		user.ReadMessageCategory: {"GET /messaging-categories", "GET /messaging-categories/{id}"},
		user.ReadNetworkSite:     {"GET /network-sites", "GET /network-sites/{id}"},
		user.ReadPhoneNumberType: {"GET /phone-number-types", "GET /phone-number-types/{id}"},
		user.ReadSMSMessage: {
			"GET /accounts/{id}/correspondence", "GET /contacts/{id}/channels", "GET /contacts/{id}/timeline", "GET /conversations", "GET /conversations/{id}",
			"GET /conversations/{id}/composer", "GET /conversations/{id}/messages", "POST /conversations/{id}/read",
			"GET /messages", "GET /messages/{id}",
		},
		user.ReadUser:            {"GET /permissions", "GET /roles", "GET /roles/{id}", "GET /users", "GET /users/{id}"},
		user.ReadVendor:          {"GET /vendors", "GET /vendors/{id}"},
		user.UpdateAccount:       {"PATCH /accounts/{id}"},
		user.UpdateAccountGroup:  {"PATCH /account-groups/{id}"},
		user.UpdateAccountStatus: {"PATCH /account-statuses/{id}"},
		user.UpdateAccountType:   {"PATCH /account-types/{id}"},
		user.UpdateCallLog:       {"PATCH /call-logs/{id}"},
		user.UpdateChannel:       {"PATCH /channels/{id}", "POST /channels/{id}/check"},
		user.UpdateCompany:       {"PATCH /companies/{id}", "POST /departments", "PATCH /departments/{id}"},
		user.UpdateContact: {
			"POST /addresses/{id}/consent", "PATCH /contacts/{id}", "DELETE /contacts/{id}/picture",
			"PUT /contacts/{id}/picture",
		},
		user.UpdateContactTag:      {"PATCH /contact-tags/{id}"},
		user.UpdateCustomField:     {"PATCH /custom-fields/{id}"},
		user.UpdateMessageCategory: {"PATCH /messaging-categories/{id}"},
		user.UpdateNetworkSite:     {"PATCH /network-sites/{id}"},
		user.UpdateNote:            {"PATCH /notes/{id}"},
		user.UpdatePhoneNumberType: {"PATCH /phone-number-types/{id}"},
		user.UpdateRole:            {"PATCH /roles/{id}"},
		user.UpdateSystemSettings:  {"GET /operations/fence", "POST /operations/fence/discard", "POST /operations/fence/lift", "PATCH /settings"},
		user.UpdateUser: {
			"PATCH /users/{id}", "POST /users/{id}/password-link", "DELETE /users/{id}/sessions", "DELETE /users/{id}/totp",
		},
		user.UpdateVendor: {"PATCH /vendors/{id}"},
		user.UseSimulator: {"GET /simulator/handsets", "GET /simulator/messages", "POST /simulator/messages"},
	}
}

// permissions gives asked by call, and sees to it that it names each call of the document, and nothing else.
func permissions(t *testing.T) map[string]user.Permission {
	t.Helper()
	out := map[string]user.Permission{}
	for p, calls := range asked() {
		for _, c := range calls {
			if _, twice := out[c]; twice {
				t.Errorf("%s is in the table twice", c)
			}
			out[c] = p
		}
	}
	n := 0
	for path, calls := range document(t) {
		for method := range calls {
			n++
			if _, known := out[callName(method, path)]; !known {
				t.Errorf("%s is not in the table: say which permission it asks for", callName(method, path))
			}
		}
	}
	if n != len(out) {
		t.Errorf("the document has %d calls, the table %d", n, len(out))
	}
	return out
}

// callName is how asked names a call: "GET /contacts".
func callName(method, path string) string {
	return strings.ToUpper(method) + " " + strings.TrimPrefix(path, "/api/v2")
}
