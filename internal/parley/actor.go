package parley

// ActorKind tells what acted.
type ActorKind string

// What can act.
const (
	ActorUser     ActorKind = "user"
	ActorToken    ActorKind = "token"    // a program, on behalf of a user
	ActorCustomer ActorKind = "customer" // by what he sent
	ActorProvider ActorKind = "provider" // by what it reported
	ActorSystem   ActorKind = "system"   // the hub itself: a timer, a migration
)

// Actor is who did something, as the event log keeps it.
type Actor struct {
	Kind ActorKind
	ID   ID // of the user or the address; empty for provider and system
}
