package user

import (
	"time"

	"parley/internal/parley"
)

// Asker is on whose behalf something is done: a user at a browser, a program with one of his tokens, or the hub itself.
// Requests share one Asker, so nobody changes it.
type Asker struct {
	User        User // zero for the hub itself
	Role        Role
	Permissions Permissions
	Actor       parley.Actor // as events name it
	TokenID     parley.ID    // empty unless a program asks
	TokenRoleID parley.ID    // the role that bounds the token; empty where none does
	SessionID   string       // empty unless a browser asks; the "session" of a session.ended event
	ExpiresAt   time.Time    // when the log-in or the token ends by itself; zero: never
	MustEnrol   bool         // the role requires a second factor that the user has not set up: nothing else is allowed
}

// Hub is the hub itself: the command line and the set-up, which may do everything.
func Hub() *Asker {
	return &Asker{Permissions: AllPermissions(), Actor: parley.Actor{Kind: parley.ActorSystem}}
}

// Require says whether a may do what p allows: nil, or a *parley.Error of kind Unauthorized where nobody asks and
// Forbidden where the permission is missing.
func (a *Asker) Require(p Permission) error {
	if err := a.Ready(); err != nil {
		return err
	}
	if !a.Permissions.Has(p) {
		return parley.Errorf(parley.Forbidden, "forbidden", "Your role does not allow this. Ask an administrator for the permission %s.", p).
			With("permission", string(p))
	}
	return nil
}

// Ready says whether a may do what everybody may who is logged in: nil, or a *parley.Error of kind Unauthorized where
// nobody asks and Forbidden where a second factor is to be set up first.
func (a *Asker) Ready() error {
	if a == nil {
		return Unauthorized()
	}
	if a.MustEnrol {
		return parley.Errorf(parley.Forbidden, "second_factor_required", "Your role requires a second factor. Set it up first.")
	}
	return nil
}

// limited says that a asks with a token that may do less than its owner: the other ways in that the owner has are not its
// business.
func (a *Asker) limited() bool { return a.TokenID != "" && !a.Permissions.Covers(a.Role.effective()) }

// Unauthorized is the answer to who is not logged in, or with what counts no more.
func Unauthorized() *parley.Error {
	return parley.Errorf(parley.Unauthorized, "unauthorized", "Log in, or send a valid API token.")
}

func newAsker(p Person) *Asker {
	return &Asker{
		User:        p.User,
		Role:        p.Role,
		Permissions: p.Role.effective(),
		Actor:       parley.Actor{Kind: parley.ActorUser, ID: p.User.ID},
	}
}
