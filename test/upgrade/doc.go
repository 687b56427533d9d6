// Package upgrade starts today's program on the database of a release before it and looks whether everything is still there.
//
// testdata holds such a database for each engine, as SQL: first.*.sql is what the program of the first release (migration 1
// alone) had after a start of its demo, a log-in, a draft, a reading and a call with an Idempotency-Key, cut down to six
// conversations, with a message that waits and a row in every table. They are never changed: they are what people have.
package upgrade
