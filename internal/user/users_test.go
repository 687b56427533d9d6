package user_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/internal/parley"
	"parley/internal/user"
)

func TestCreate(t *testing.T) {
	h := open(t)
	admin, agent := h.as(t, "admin", user.Admin), h.as(t, "agent", user.Agent)
	good := user.New{Name: " Jo Fiber ", Email: " Jo@Provider.example ", Role: user.Agent, Password: password, Extension: "201"}
	jo, err := h.users.Create(t.Context(), admin, good)
	if err != nil {
		t.Fatal(err)
	}
	if jo.User.Name != "Jo Fiber" || jo.User.Email != "Jo@Provider.example" || !jo.User.Active || jo.User.Version != 1 {
		t.Errorf("made %+v", jo.User)
	}
	read, err := h.users.Get(t.Context(), admin, jo.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	read.User.Preferences = nil // an empty map and none are the same
	if diff := cmp.Diff(jo.User, read.User); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"user.created "}, h.told(t, jo.User.ID)); diff != "" {
		t.Error(diff)
	}
	for name, c := range map[string]struct {
		by   *user.Asker
		edit func(*user.New)
		kind parley.Kind
		code string
	}{
		"nobody asks":          {nil, func(*user.New) {}, parley.Unauthorized, "unauthorized"},
		"an agent asks":        {agent, func(*user.New) {}, parley.Forbidden, "forbidden"},
		"email in use":         {admin, func(n *user.New) { n.Email = "JO@provider.example" }, parley.Conflict, "email_taken"},
		"extension in use":     {admin, func(n *user.New) { n.Extension = "201" }, parley.Conflict, "extension_taken"},
		"a role that has more": {admin, func(n *user.New) { n.Role = user.SuperAdmin }, parley.Forbidden, "role_exceeds_yours"},
		"an unknown role":      {admin, func(n *user.New) { n.Role = "king" }, parley.Invalid, "unknown_role"},
		"no name":              {admin, func(n *user.New) { n.Name = "  " }, parley.Invalid, "invalid_name"},
		"a name of two lines":  {admin, func(n *user.New) { n.Name = "a\nb" }, parley.Invalid, "invalid_name"},
		"no email":             {admin, func(n *user.New) { n.Email = "Jo <jo@x.example>" }, parley.Invalid, "invalid_email"},
		"no extension":         {admin, func(n *user.New) { n.Extension = "x201" }, parley.Invalid, "invalid_extension"},
	} {
		t.Run(name, func(t *testing.T) {
			n := user.New{Name: "Al", Email: "al@provider.example", Role: user.Agent, Password: password}
			c.edit(&n)
			_, err := h.users.Create(t.Context(), c.by, n)
			wants(t, err, c.kind, c.code)
		})
	}
	if _, err := h.users.FindByEmail(t.Context(), user.Hub(), "al@provider.example"); !parley.IsKind(err, parley.NotFound) {
		t.Errorf("a refused user was stored: %v", err)
	}
}

func TestUpdate(t *testing.T) {
	h := open(t)
	root, admin := h.as(t, "root", user.SuperAdmin), h.as(t, "admin", user.Admin)
	jo := h.make(t, "jo", user.Agent)
	up, err := h.users.Update(t.Context(), admin, jo.User.ID, user.Change{Version: 1, Name: ptr("Jo F"), Role: ptr(user.Supervisor), Extension: ptr("7")})
	if err != nil || up.User.Version != 2 || up.User.Name != "Jo F" || up.Role.Key != user.Supervisor || up.User.Extension != "7" {
		t.Fatalf("got %+v, %v", up, err)
	}
	if diff := cmp.Diff([]string{"user.created ", "user.updated name,extension,role"}, h.told(t, jo.User.ID)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"user.updated Jo F", `name "jo" "Jo F"`, `role "Agent" "Supervisor"`, `extension null "7"`}, h.trail(t, "user")); diff != "" {
		t.Error(diff)
	}
	for name, c := range map[string]struct {
		by   *user.Asker
		id   parley.ID
		c    user.Change
		kind parley.Kind
		code string
	}{
		"an old version":             {admin, jo.User.ID, user.Change{Version: 1, Name: ptr("X")}, parley.Conflict, "version_conflict"},
		"nobody of that id":          {admin, "x", user.Change{Version: 1}, parley.NotFound, "user_not_found"},
		"giving more than one has":   {admin, jo.User.ID, user.Change{Version: 2, Role: ptr(user.SuperAdmin)}, parley.Forbidden, "role_exceeds_yours"},
		"one who has more":           {admin, root.User.ID, user.Change{Version: 1, Name: ptr("X")}, parley.Forbidden, "role_exceeds_yours"},
		"the last super-admin":       {root, root.User.ID, user.Change{Version: 1, Role: ptr(user.Agent)}, parley.Conflict, "last_super_admin"},
		"the last super-admin's end": {root, root.User.ID, user.Change{Version: 1, Active: ptr(false)}, parley.Conflict, "last_super_admin"},
		"a bad name":                 {admin, jo.User.ID, user.Change{Version: 2, Name: ptr("")}, parley.Invalid, "invalid_name"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := h.users.Update(t.Context(), c.by, c.id, c.c)
			wants(t, err, c.kind, c.code)
		})
	}
	if same, err := h.users.Update(t.Context(), admin, jo.User.ID, user.Change{Version: 2, Name: ptr("Jo F")}); err != nil || same.User.Version != 2 {
		t.Errorf("a change of nothing made version %d, %v", same.User.Version, err)
	}
}

func TestDeactivatedUserIsOut(t *testing.T) {
	h := open(t)
	admin := h.as(t, "admin", user.Admin)
	jo := h.as(t, "jo", user.Admin)
	session, _, err := h.sessions.Begin(t.Context(), "", jo.User, user.Visit{})
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := h.tokens.Create(t.Context(), jo, jo.User.ID, user.NewToken{Name: "script"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.directory.ByToken(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := h.users.Update(t.Context(), admin, jo.User.ID, user.Change{Version: 1, Active: ptr(false)}); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.ByToken(t.Context(), secret)
	wants(t, err, parley.Unauthorized, "unauthorized")
	_, err = h.directory.BySession(t.Context(), session)
	wants(t, err, parley.Unauthorized, "unauthorized")
	if _, err := h.users.Update(t.Context(), admin, jo.User.ID, user.Change{Version: 2, Active: ptr(true)}); err != nil {
		t.Fatal(err)
	}
	_, err = h.directory.BySession(t.Context(), session)
	wants(t, err, parley.Unauthorized, "unauthorized")
	if _, err := h.directory.ByToken(t.Context(), secret); err != nil {
		t.Errorf("the token of one who is back: %v", err)
	}
}

// Two super-admins who demote each other at once: one of them stays.
func TestLastSuperAdminStaysInARace(t *testing.T) {
	h := open(t)
	both := []*user.Asker{h.as(t, "one", user.SuperAdmin), h.as(t, "two", user.SuperAdmin)}
	var all sync.WaitGroup
	for i := range both {
		all.Go(func() {
			_, err := h.users.Update(t.Context(), both[i], both[1-i].User.ID, user.Change{Version: 1, Role: ptr(user.Agent)})
			if err != nil {
				wants(t, err, parley.Conflict, "last_super_admin")
			}
		})
	}
	all.Wait()
	people, err := h.users.List(t.Context(), user.Hub(), "", 10)
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for _, p := range people {
		if p.Role.Key == user.SuperAdmin {
			left++
		}
	}
	if left != 1 {
		t.Errorf("%d super-admins are left", left)
	}
}

func TestListPages(t *testing.T) {
	h := open(t)
	for _, name := range []string{"a", "b", "c"} {
		h.make(t, name, user.Agent)
	}
	first, err := h.users.List(t.Context(), user.Hub(), "", 2)
	if err != nil || len(first) != 2 {
		t.Fatalf("got %v, %v", first, err)
	}
	rest, err := h.users.List(t.Context(), user.Hub(), first[1].User.ID, 2)
	if err != nil || len(rest) != 1 || rest[0].User.Name != "c" || rest[0].Role.Key != user.Agent {
		t.Errorf("got %v, %v", rest, err)
	}
}

func TestUpdateProfile(t *testing.T) {
	h := open(t)
	jo := h.as(t, "jo", user.Agent)
	p, err := h.users.UpdateProfile(t.Context(), jo, user.ProfileChange{
		Locale: ptr("fr"), TimeZone: ptr("America/Chicago"), Preferences: map[string]string{"theme": "dark", "width": "300"},
	})
	if err != nil || p.User.Locale != "fr" || p.User.TimeZone != "America/Chicago" || p.User.Version != 1 {
		t.Fatalf("got %+v, %v", p, err)
	}
	if _, err := h.users.UpdateProfile(t.Context(), jo, user.ProfileChange{Preferences: map[string]string{"width": "", "tab": "2"}}); err != nil {
		t.Fatal(err)
	}
	again, err := h.directory.ByUser(t.Context(), jo.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"theme": "dark", "tab": "2"}, again.User.Preferences); diff != "" {
		t.Error(diff)
	}
	for code, c := range map[string]user.ProfileChange{
		"invalid_locale":      {Locale: ptr("de")},
		"invalid_time_zone":   {TimeZone: ptr("Local")},
		"invalid_preferences": {Preferences: map[string]string{"": "x"}},
	} {
		_, err := h.users.UpdateProfile(t.Context(), jo, c)
		wants(t, err, parley.Invalid, code)
	}
}
