// Package live is the browsers' connection: it reads the event log and publishes to every browser what its user may see,
// by the rule that his lists use. The log is the only history; the connection keeps none. Typing and presence are no
// facts and go by the connection alone.
package live

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/centrifugal/centrifuge"

	"parley/internal/event"
	"parley/internal/httpd"
	"parley/internal/parley"
	"parley/internal/user"
)

// Encoder turns events into what travels, with the conversation and the message that each is about.
type Encoder interface {
	// Encode gives an entry for each event, in order.
	Encode(ctx context.Context, events []event.Event) ([]json.RawMessage, error)
}

// Directory forgets what it knows of users when their rights change; user.Directory is one.
type Directory interface {
	Forget()
	// ByToken gives who asks with an API token; a *parley.Error of kind Unauthorized for one that was revoked.
	ByToken(ctx context.Context, secret string) (*user.Asker, error)
	// BySession gives who asks with a cookie; a *parley.Error of kind Unauthorized for one that has ended.
	BySession(ctx context.Context, token string) (*user.Asker, error)
}

// Hub keeps the connections.
type Hub struct {
	node      *centrifuge.Node
	log       *event.Log
	encoder   Encoder
	directory Directory
	logger    *slog.Logger
	build     string
	origin    string
	presence  *presence
	following chan struct{} // closed once Run follows the log
}

// Options are what a Hub is made of. Build names the front end's build, so that an old page learns of a new one.
type Options struct {
	Log       *event.Log
	Encoder   Encoder
	Directory Directory
	Logger    *slog.Logger
	Build     string
	Origin    string // the hub's public address
}

// The codes with which the hub ends a connection; the page logs in again or asks for its rights anew.
var (
	rightsChanged = centrifuge.Disconnect{Code: 4001, Reason: "rights changed"}
	loggedOut     = centrifuge.Disconnect{Code: 4003, Reason: "logged out"}
)

// New makes a Hub.
func New(o Options) (*Hub, error) {
	node, err := centrifuge.New(centrifuge.Config{
		LogLevel:                       centrifuge.LogLevelError,
		LogHandler:                     func(e centrifuge.LogEntry) { o.Logger.Error("live: "+e.Message, "fields", e.Fields) },
		ClientQueueMaxSize:             4 << 20,
		ClientConnectIncludeServerTime: true,
	})
	if err != nil {
		return nil, err
	}
	h := &Hub{node: node, log: o.Log, encoder: o.Encoder, directory: o.Directory, logger: o.Logger, build: o.Build, origin: o.Origin, following: make(chan struct{})}
	h.presence = newPresence(h.publish)
	node.OnConnecting(h.connecting)
	node.OnConnect(h.connected)
	return h, nil
}

// Handler serves /live/websocket. Who asks is found out before it: a browser with a session or a program with an API token.
func (h *Hub) Handler() http.Handler {
	sockets := centrifuge.NewWebsocketHandler(h.node, centrifuge.WebsocketConfig{MessageSizeLimit: 64 << 10, CheckOrigin: h.ours})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asker := httpd.AskerOf(r.Context())
		if err := asker.Ready(); err != nil {
			httpd.WriteProblem(w, r, err)
			return
		}
		sockets.ServeHTTP(w, r)
	})
}

// ours reports whether a page of the hub opens the connection: browsers send cookies along from any page, and a GET is not
// what httpd.SameOrigin looks at.
func (h *Hub) ours(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || origin == h.origin {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && strings.EqualFold(u.Host, r.Host)
}

// Run publishes what happens until ctx ends, then closes all connections.
func (h *Hub) Run(ctx context.Context) error {
	if err := h.node.Run(); err != nil {
		return err
	}
	defer func() {
		if err := h.node.Shutdown(context.WithoutCancel(ctx)); err != nil {
			h.logger.Warn("closing the live connections", "error", err)
		}
	}()
	last, err := h.log.Last(ctx)
	if err != nil {
		return err
	}
	close(h.following)
	err = h.log.Tail(ctx, last, h.log.Again(h.spread))
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Connections counts the browsers that are connected to this process.
func (h *Hub) Connections() int { return h.node.Hub().NumClients() }

// connecting subscribes a browser to what its user may see now: between the request and the first frame, rights may have
// changed. Nobody is connected before the log is followed: what happened in between would be told to him by nothing.
func (h *Hub) connecting(ctx context.Context, _ centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	select {
	case <-h.following:
	case <-ctx.Done():
		return centrifuge.ConnectReply{}, ctx.Err()
	}
	asker, err := h.asker(ctx)
	switch {
	case parley.IsKind(err, parley.Unauthorized):
		return centrifuge.ConnectReply{}, loggedOut
	case err != nil:
		return centrifuge.ConnectReply{}, err
	}
	subscriptions := map[string]centrifuge.SubscribeOptions{}
	for _, topic := range topicsOf(asker) {
		subscriptions[topic] = centrifuge.SubscribeOptions{}
	}
	data, err := json.Marshal(map[string]string{"build": h.build})
	if err != nil {
		return centrifuge.ConnectReply{}, err
	}
	credentials := &centrifuge.Credentials{UserID: string(asker.User.ID), ExpireAt: end(asker)}
	return centrifuge.ConnectReply{Credentials: credentials, Subscriptions: subscriptions, Data: data}, nil
}

// end is when a connection must be looked at again, in Unix seconds; 0 for never.
func end(asker *user.Asker) int64 {
	if asker.ExpiresAt.IsZero() {
		return 0
	}
	return asker.ExpiresAt.Unix() + 1
}

// expired ends a connection whose log-in or token has run out.
func (h *Hub) expired(client *centrifuge.Client) (centrifuge.RefreshReply, error) {
	asker, err := h.asker(client.Context())
	switch {
	case parley.IsKind(err, parley.Unauthorized):
		return centrifuge.RefreshReply{}, loggedOut
	case err != nil:
		return centrifuge.RefreshReply{}, err
	}
	return centrifuge.RefreshReply{ExpireAt: end(asker)}, nil
}

// asker gives who stands behind a connection as he is now.
func (h *Hub) asker(ctx context.Context) (*user.Asker, error) {
	was := httpd.AskerOf(ctx)
	if was == nil {
		return nil, user.Unauthorized()
	}
	if was.TokenID != "" {
		return h.directory.ByToken(ctx, httpd.APIToken(ctx))
	}
	return h.directory.BySession(ctx, httpd.SessionToken(ctx))
}

func (h *Hub) connected(client *centrifuge.Client) {
	h.presence.enter(client.ID())
	client.OnRPC(func(e centrifuge.RPCEvent, reply centrifuge.RPCCallback) {
		go func() {
			data, err := h.safely(client, e)
			reply(centrifuge.RPCReply{Data: data}, err)
		}()
	})
	client.OnRefresh(func(_ centrifuge.RefreshEvent, reply centrifuge.RefreshCallback) { reply(h.expired(client)) })
	client.OnDisconnect(func(centrifuge.DisconnectEvent) { h.presence.leave(client.ID()) })
	h.recheck(client)
}

// recheck ends a connection whose rights changed while it was being made: enforce finds those only that are in place.
func (h *Hub) recheck(client *centrifuge.Client) {
	asker, err := h.asker(client.Context())
	switch {
	case parley.IsKind(err, parley.Unauthorized):
		client.Disconnect(loggedOut)
	case err == nil && !subscribedTo(client, topicsOf(asker)):
		client.Disconnect(rightsChanged)
	}
}

func subscribedTo(client *centrifuge.Client, topics []string) bool {
	if len(client.Channels()) != len(topics) {
		return false
	}
	for _, topic := range topics {
		if !client.IsSubscribed(topic) {
			return false
		}
	}
	return true
}

// safely answers a call; a panic is that browser's trouble, not everybody's.
func (h *Hub) safely(client *centrifuge.Client, e centrifuge.RPCEvent) (data []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			h.logger.Error("a live call panicked", "method", e.Method, "panic", p, "stack", string(debug.Stack()))
			data, err = nil, centrifuge.ErrorInternal
		}
	}()
	return h.call(client, e)
}

func (h *Hub) call(client *centrifuge.Client, e centrifuge.RPCEvent) ([]byte, error) {
	ctx := client.Context()
	asker, err := h.asker(ctx)
	if err != nil {
		return nil, centrifuge.ErrorPermissionDenied
	}
	switch e.Method {
	case "sync":
		return h.sync(ctx, asker, e.Data)
	case "presence":
		return h.presence.call(client.ID(), asker, e.Data)
	}
	return nil, centrifuge.ErrorMethodNotFound
}

// publish sends data to everyone who is subscribed to the topic.
func (h *Hub) publish(topic string, data []byte) {
	if _, err := h.node.Publish(topic, data); err != nil {
		h.logger.Error("a publication failed", "topic", topic, "error", err)
	}
}

// spread publishes a batch of events. What nobody is connected for is not even loaded.
func (h *Hub) spread(ctx context.Context, events []event.Event) error {
	wanted := make([]event.Event, 0, len(events))
	topics := make([]string, 0, len(events))
	for _, e := range events {
		h.enforce(e)
		if topic := topicOf(e); topic != "" && h.node.Hub().NumSubscribers(topic) > 0 {
			wanted, topics = append(wanted, e), append(topics, topic)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	encoded, err := h.encoder.Encode(ctx, wanted)
	if err != nil {
		return err
	}
	for i, data := range encoded {
		h.publish(topics[i], data)
	}
	return nil
}

// enforce ends connections whose user's rights have changed: he connects again under the new ones. A log-out ends those of
// the browser that logged out, or all of the user's where the event names no session; a revoked API token ends those that
// were opened with it.
func (h *Hub) enforce(e event.Event) {
	if e.Type == event.RoleUpdated {
		h.roleChanged(e.SubjectID)
		return
	}
	revoked := user.RevokedToken(e)
	end := loggedOut
	switch {
	case user.RightsChanged(e):
		end = rightsChanged
	case e.Type != event.SessionEnded && revoked == "":
		return
	}
	h.directory.Forget()
	for _, client := range h.node.Hub().UserConnections(string(e.SubjectID)) {
		session, token := openedWith(client)
		if of := e.Data["session"]; revoked != "" && token != revoked || of != "" && session != of {
			continue
		}
		client.Disconnect(end)
	}
}

// roleChanged ends the connections of all who had the role when they connected, or whose token had.
func (h *Hub) roleChanged(id parley.ID) {
	h.directory.Forget()
	for _, client := range h.node.Hub().Connections() {
		if asker := httpd.AskerOf(client.Context()); asker != nil && (asker.Role.ID == id || asker.TokenRoleID == id) {
			client.Disconnect(rightsChanged)
		}
	}
}

// openedWith names the browser's session, or the API token of a program's connection.
func openedWith(client *centrifuge.Client) (session string, token parley.ID) {
	if asker := httpd.AskerOf(client.Context()); asker != nil {
		return asker.SessionID, asker.TokenID
	}
	return "", ""
}
