package user

// TableRow is one permission: how people find it and which built-in roles hold it from the start.
type TableRow struct {
	Name  Permission
	Group string // the heading under which the role page lists it
	Label string

	holders holders
}

// holders are the built-in roles, apart from super-admin, which holds everything.
type holders uint8

const (
	byAdmin holders = 1 << iota
	bySupervisor
	byAgent

	byNone   holders = 0 // super-admin alone
	bySenior         = byAdmin | bySupervisor
	byAll            = byAdmin | bySupervisor | byAgent
)

// Table lists every permission there is, grouped: the names and labels of Sonar (spec: sonar-isp.md section 6), then our
// own. It is the only such list; roles, the API and the role page are made from it.
func Table() []TableRow {
	return append(messagingTable(), append(workTable(), ownTable()...)...)
}

func messagingTable() []TableRow {
	return []TableRow{
		{"CREATE_MASS_EMAIL", "Mass messages", "Create a mass email communication", bySenior},
		{"READ_MASS_EMAIL", "Mass messages", "View all mass emails", bySenior},
		{"CREATE_TRIGGERED_EMAIL", "Triggered emails", "Create a new triggered email", bySenior},
		{"READ_TRIGGERED_EMAIL", "Triggered emails", "View triggered emails", bySenior},
		{"UPDATE_TRIGGERED_EMAIL", "Triggered emails", "Update a triggered email", bySenior},
		{"DELETE_TRIGGERED_EMAIL", "Triggered emails", "Delete a triggered email", byAdmin},
		{"CREATE_TRIGGERED_SMS_MESSAGE", "Triggered SMS", "Create a new triggered SMS message", bySenior},
		{"READ_TRIGGERED_SMS_MESSAGE", "Triggered SMS", "View triggered SMS messages", bySenior},
		{"UPDATE_TRIGGERED_SMS_MESSAGE", "Triggered SMS", "Update a triggered SMS message", bySenior},
		{"DELETE_TRIGGERED_SMS_MESSAGE", "Triggered SMS", "Delete a triggered SMS message", byAdmin},
		{CreateMessageCategory, "Messaging categories", "Create a new messaging category", bySenior},
		{ReadMessageCategory, "Messaging categories", "View messaging categories", byAll},
		{UpdateMessageCategory, "Messaging categories", "Update a messaging category", bySenior},
		{DeleteMessageCategory, "Messaging categories", "Delete a messaging category", byAdmin},
		{"CREATE_EMAIL_MESSAGE", "Saved messages", "Create a new saved message", bySenior},
		{"READ_EMAIL_MESSAGE", "Saved messages", "View saved messages", byAll},
		{"UPDATE_EMAIL_MESSAGE", "Saved messages", "Update a saved message", bySenior},
		{"DELETE_EMAIL_MESSAGE", "Saved messages", "Delete a saved message", bySenior},
		{"CREATE_SAVED_MESSAGE_CATEGORY", "Saved message categories", "Create a new saved message category", bySenior},
		{"READ_SAVED_MESSAGE_CATEGORY", "Saved message categories", "View saved message categories", byAll},
		{"UPDATE_SAVED_MESSAGE_CATEGORY", "Saved message categories", "Update a saved message category", bySenior},
		{"DELETE_SAVED_MESSAGE_CATEGORY", "Saved message categories", "Delete a saved message category", bySenior},
		{CreateSMSMessage, "SMS", "Create a new SMS message", byAll},
		{ReadSMSMessage, "SMS", "View SMS messages", byAll},
		{"UPDATE_SMS_MESSAGE", "SMS", "Update an SMS message", bySenior},
		{"DELETE_SMS_MESSAGE", "SMS", "Delete an SMS message", byAdmin},
		{ReadSMSOutboundMessage, "SMS", "View an outbound SMS message", byAll},
		{"UPDATE_SMS_SETTINGS", "SMS", "Update the SMS settings", byAdmin},
		{"MANAGE_SONAR_BILLING", "Billing", "Manage billing", byNone},
	}
}

func workTable() []TableRow {
	return []TableRow{
		{CreateContact, "Contacts", "Create a contact", byAll},
		{UpdateContact, "Contacts", "Update a contact", byAll},
		{DeleteContact, "Contacts", "Delete a contact", bySenior},
		{CreatePhoneNumberType, "Phone number types", "Create a phone number type", byAdmin},
		{ReadPhoneNumberType, "Phone number types", "View phone number types", byAll},
		{UpdatePhoneNumberType, "Phone number types", "Update a phone number type", byAdmin},
		{DeletePhoneNumberType, "Phone number types", "Delete a phone number type", byAdmin},
		{CreateCompany, "Companies", "Create a company", byAdmin},
		{UpdateCompany, "Companies", "Update a company", byAdmin},
		{DeleteDepartment, "Companies", "Delete a department", byAdmin},
		{"READ_EMAIL_DOMAIN", "Email domains", "View email domains", byAdmin},
		{"CREATE_EMAIL_DOMAIN", "Email domains", "Create an email domain", byAdmin},
		{"DELETE_EMAIL_DOMAIN", "Email domains", "Delete an email domain", byAdmin},
		{"CREATE_INBOUND_MAILBOX", "Inbound mailboxes", "Create an inbound mailbox", byAdmin},
		{"READ_INBOUND_MAILBOX", "Inbound mailboxes", "View inbound mailboxes", bySenior},
		{"UPDATE_INBOUND_MAILBOX", "Inbound mailboxes", "Update an inbound mailbox", byAdmin},
		{"DELETE_INBOUND_MAILBOX", "Inbound mailboxes", "Delete an inbound mailbox", byAdmin},
		{"CREATE_TICKET", "Tickets", "Create a ticket", byAll},
		{"READ_TICKET", "Tickets", "View all tickets that are not private", byAll},
		{"UPDATE_TICKET", "Tickets", "Update a ticket", byAll},
		{"DELETE_TICKET", "Tickets", "Delete a ticket", bySenior},
		{"CREATE_TICKET_GROUP", "Tickets", "Create a ticket group", bySenior},
		{"READ_TICKET_GROUP", "Tickets", "View ticket groups", byAll},
		{"UPDATE_TICKET_GROUP", "Tickets", "Update a ticket group", bySenior},
		{"DELETE_TICKET_GROUP", "Tickets", "Delete a ticket group", byAdmin},
		{"CREATE_TICKET_CATEGORY", "Tickets", "Create a ticket category", bySenior},
		{"READ_TICKET_CATEGORY", "Tickets", "View ticket categories", byAll},
		{"UPDATE_TICKET_CATEGORY", "Tickets", "Update a ticket category", bySenior},
		{"DELETE_TICKET_CATEGORY", "Tickets", "Delete a ticket category", byAdmin},
		{"UPDATE_TICKETING_SETTINGS", "Tickets", "Update the ticketing settings", byAdmin},
		{"CREATE_CANNED_REPLY", "Canned replies", "Create a canned reply", bySenior},
		{"READ_CANNED_REPLY", "Canned replies", "View canned replies", byAll},
		{"UPDATE_CANNED_REPLY", "Canned replies", "Update a canned reply", bySenior},
		{"DELETE_CANNED_REPLY", "Canned replies", "Delete a canned reply", bySenior},
		{CreateCallLog, "Call logs", "Create a call log", byAll},
		{ReadCallLog, "Call logs", "View call logs", byAll},
		{UpdateCallLog, "Call logs", "Update a call log", bySenior},
		{DeleteCallLog, "Call logs", "Delete a call log", byAdmin},
		{"CREATE_WEBHOOK_ENDPOINT", "Webhooks", "Create a webhook endpoint", byAdmin},
		{"READ_WEBHOOK_ENDPOINT", "Webhooks", "View webhook endpoints", byAdmin},
		{"UPDATE_WEBHOOK_ENDPOINT", "Webhooks", "Update a webhook endpoint", byAdmin},
		{"DELETE_WEBHOOK_ENDPOINT", "Webhooks", "Delete a webhook endpoint", byAdmin},
		{"READ_WEBHOOK_ENDPOINT_EVENT", "Webhooks", "View webhook endpoint events", byAdmin},
		{"CREATE_WEBHOOK_ENDPOINT_EVENT", "Webhooks", "Create a webhook endpoint event", byAdmin},
		{"DELETE_WEBHOOK_ENDPOINT_EVENT", "Webhooks", "Delete a webhook endpoint event", byAdmin},
		{UpdateSystemSettings, "System", "Update the system settings", byAdmin},
		{ReadAllLogs, "System", "View all log files", byAdmin},
		{CreateNote, "Notes and files", "Create a note", byAll},
		{UpdateNote, "Notes and files", "Update a note", byAll},
		{DeleteNote, "Notes and files", "Delete a note", bySenior},
		{AlterOthersNote, "Notes and files", "Alter the notes of others", bySenior},
		{"CREATE_FILE", "Notes and files", "Create a file", byAll},
		{"UPDATE_FILE", "Notes and files", "Update a file", byAll},
		{"DELETE_FILE", "Notes and files", "Delete a file", bySenior},
		{"ALTER_OTHERS_FILE", "Notes and files", "Alter the files of others", bySenior},
	}
}

func ownTable() []TableRow {
	return []TableRow{
		{CreateAccount, "Accounts", "Create an account", bySenior},
		{UpdateAccount, "Accounts", "Update an account", byAll},
		{DeleteAccount, "Accounts", "Delete an account", bySenior},
		{CreateAccountStatus, "Accounts", "Create an account status", byAdmin},
		{UpdateAccountStatus, "Accounts", "Update an account status", byAdmin},
		{DeleteAccountStatus, "Accounts", "Delete an account status", byAdmin},
		{CreateAccountType, "Accounts", "Create an account type", byAdmin},
		{UpdateAccountType, "Accounts", "Update an account type", byAdmin},
		{DeleteAccountType, "Accounts", "Delete an account type", byAdmin},
		{CreateAccountGroup, "Accounts", "Create an account group", bySenior},
		{UpdateAccountGroup, "Accounts", "Update an account group", bySenior},
		{DeleteAccountGroup, "Accounts", "Delete an account group", byAdmin},
		{ImportContact, "Contacts", "Import contacts and accounts", bySenior},
		{ExportContact, "Contacts", "Export contacts and accounts", bySenior},
		{CreateContactTag, "Contacts", "Create a tag of contacts", byAll},
		{UpdateContactTag, "Contacts", "Update a tag of contacts", bySenior},
		{DeleteContactTag, "Contacts", "Delete a tag of contacts", bySenior},
		{CreateNetworkSite, "Network sites", "Create a network site", bySenior},
		{ReadNetworkSite, "Network sites", "View network sites", byAll},
		{UpdateNetworkSite, "Network sites", "Update a network site", bySenior},
		{DeleteNetworkSite, "Network sites", "Delete a network site", bySenior},
		{CreateVendor, "Vendors", "Create a vendor", bySenior},
		{ReadVendor, "Vendors", "View vendors", byAll},
		{UpdateVendor, "Vendors", "Update a vendor", bySenior},
		{DeleteVendor, "Vendors", "Delete a vendor", bySenior},
		{CreateCustomField, "Custom fields", "Create a custom field", byAdmin},
		{UpdateCustomField, "Custom fields", "Update a custom field", byAdmin},
		{DeleteCustomField, "Custom fields", "Delete a custom field and what stands in it", byAdmin},
		{CreateChannel, "Channels", "Create a channel", byAdmin},
		{ReadChannel, "Channels", "View channels and their settings", bySenior},
		{UpdateChannel, "Channels", "Update a channel", byAdmin},
		{DeleteChannel, "Channels", "Delete a channel", byAdmin},
		{CreateUser, "Users", "Create a user", byAdmin},
		{ReadUser, "Users", "View users and roles", bySenior},
		{UpdateUser, "Users", "Update or deactivate a user", byAdmin},
		{CreateRole, "Users", "Create a role", byAdmin},
		{UpdateRole, "Users", "Update a role", byAdmin},
		{DeleteRole, "Users", "Delete a role", byAdmin},
		{CreateToken, "Users", "Create API tokens of one's own", bySenior},
		{ShareView, "System", "Share saved views, and change those that others share", bySenior},
		{ReadEvent, "System", "Read the event log", bySenior},
		{UseSimulator, "System", "Play the customer in the simulator", byAll},
	}
}
