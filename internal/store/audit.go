package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"parley/internal/event"
)

// addRecord keeps what the audit trail needs of an event.
func (s Events) addRecord(ctx context.Context, e event.Event) error {
	changes, err := json.Marshal(e.Record.Changes)
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(string(e.Type), ".")
	_, err = s.exec(ctx, `INSERT INTO audit_entry (at, type, subject_kind, subject_id, actor_kind, actor_id, name, name_key, changes)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		millis(e.At), string(e.Type), kind, string(e.SubjectID), string(e.Actor.Kind), string(e.Actor.ID), e.Record.Name, fold(e.Record.Name), string(changes))
	return err
}

// Entries reads the audit trail backwards.
func (s Events) Entries(ctx context.Context, f event.Filter) ([]event.Entry, error) {
	var w where
	if f.After != 0 {
		w.add("e.row_number < ?", f.After)
	}
	if f.SubjectID != "" {
		w.add("e.subject_id = ?", string(f.SubjectID))
	}
	if f.ActorID != "" {
		w.add("e.actor_id = ?", string(f.ActorID))
	}
	if f.Kind != "" {
		w.add("e.subject_kind = ?", f.Kind)
	}
	if !f.From.IsZero() {
		w.add("e.at >= ?", millis(f.From))
	}
	if !f.To.IsZero() {
		w.add("e.at < ?", millis(f.To))
	}
	if f.Query != "" {
		w.add(`e.name_key LIKE ? ESCAPE '\'`, "%"+likeEscaper.Replace(fold(f.Query))+"%")
	}
	args := append(w.args, f.Limit)
	return all(ctx, s.DB, scanEntry, `SELECT e.row_number, e.at, e.type, e.subject_id, e.actor_kind, e.actor_id, COALESCE(u.name, ''), e.name, e.changes
		FROM audit_entry e LEFT JOIN app_user u ON u.id = e.actor_id AND e.actor_kind IN ('user', 'token')
		WHERE `+w.sql()+` ORDER BY e.row_number DESC LIMIT $`+strconv.Itoa(len(args)), args...)
}

// likeEscaper takes the meaning from what LIKE would understand.
var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func scanEntry(r scanner) (e event.Entry, err error) {
	var at int64
	var changes string
	if err = r.Scan(&e.Number, &at, &e.Type, &e.SubjectID, &e.Actor.Kind, &e.Actor.ID, &e.ActorName, &e.Name, &changes); err != nil {
		return e, err
	}
	e.At = moment(at)
	return e, json.Unmarshal([]byte(changes), &e.Changes)
}

// DropEntries forgets old ones.
func (s Events) DropEntries(ctx context.Context, before time.Time) (int64, error) {
	return s.dropBatches(ctx, `DELETE FROM audit_entry WHERE row_number IN (SELECT row_number FROM audit_entry WHERE at < $1 ORDER BY at LIMIT $2)`, millis(before))
}
