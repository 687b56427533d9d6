package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"unsafe"

	"modernc.org/libc"
	sqlitelib "modernc.org/sqlite/lib"
)

// conn is a connection by SQLite's own interface (sqlite.org/c3ref/intro.html), for the writer. database/sql and its
// driver keep locks, copies, and the names and types of columns beside every statement, which was a fifth of the
// processor time of a send. One goroutine at a time uses a conn, so SQLite needs no locks for it either.
type conn struct {
	tls   *libc.TLS
	db    uintptr
	stmts map[string]*statement
	// buffer is C memory, of so many bytes, in which text is handed over.
	buffer uintptr
	size   int
}

// statement is a prepared query; between query and Close it is the rows that the query gives.
type statement struct {
	*conn
	handle     uintptr
	parameters int
	stepped    bool // on its first row, which Next has not given yet
	more       bool
	err        error
}

// sqliteError is an error of the conn, with SQLite's extended code.
type sqliteError struct {
	code    int
	message string
}

func (e *sqliteError) Error() string { return fmt.Sprintf("%s (%d)", e.message, e.code) }

// keptStatements is how many prepared queries a conn keeps at most: several times as many as there are, but for those whose
// text grows with their arguments.
const keptStatements = 1000

// errMemory says that C memory has run out.
var errMemory = errors.New("store: out of memory")

// openConn opens the file and runs the pragmas.
func openConn(path string, pragmas []string) (*conn, error) {
	c := &conn{tls: libc.NewTLS(), stmts: map[string]*statement{}}
	if err := c.open(path); err != nil {
		return nil, errors.Join(err, c.close())
	}
	for _, p := range pragmas {
		if _, err := c.exec(context.Background(), "PRAGMA "+p); err != nil {
			return nil, errors.Join(err, c.close())
		}
	}
	return c, nil
}

func (c *conn) open(path string) error {
	if !c.grow(64) {
		return errMemory
	}
	name, err := libc.CString(path)
	if err != nil {
		return err
	}
	defer libc.Xfree(c.tls, name)
	const flags = sqlitelib.SQLITE_OPEN_READWRITE | sqlitelib.SQLITE_OPEN_CREATE | sqlitelib.SQLITE_OPEN_NOMUTEX
	code := sqlitelib.Xsqlite3_open_v2(c.tls, name, c.buffer, flags, 0)
	c.db = *(*uintptr)(memory(c.buffer))
	if code != sqlitelib.SQLITE_OK {
		return c.failure(code)
	}
	sqlitelib.Xsqlite3_extended_result_codes(c.tls, c.db, 1)
	return nil
}

// memory is C memory at an address, which the garbage collector neither knows nor moves.
func memory(address uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&address)) }

// grow makes the buffer hold size bytes; false where there is no memory.
func (c *conn) grow(size int) bool {
	if size > c.size {
		libc.Xfree(c.tls, c.buffer)
		c.size = 2 * size
		c.buffer = libc.Xmalloc(c.tls, libc.Tsize_t(c.size))
	}
	if c.buffer == 0 {
		c.size = 0
	}
	return c.buffer != 0
}

func (c *conn) failure(code int32) error {
	message := libc.GoString(sqlitelib.Xsqlite3_errstr(c.tls, code))
	if c.db != 0 {
		message += ": " + libc.GoString(sqlitelib.Xsqlite3_errmsg(c.tls, c.db))
	}
	return &sqliteError{int(code), message}
}

// close may be called once.
func (c *conn) close() error {
	for _, s := range c.stmts {
		sqlitelib.Xsqlite3_finalize(c.tls, s.handle) // it repeats the error of the last use
	}
	code := sqlitelib.Xsqlite3_close(c.tls, c.db)
	var err error
	if code != sqlitelib.SQLITE_OK {
		err = c.failure(code)
	}
	libc.Xfree(c.tls, c.buffer)
	c.tls.Close()
	return err
}

func (c *conn) prepare(query string) (*statement, error) {
	if s, known := c.stmts[query]; known {
		return s, nil
	}
	if !c.grow(64) { // it is gone where there was no memory for a text
		return nil, errMemory
	}
	if len(c.stmts) >= keptStatements {
		c.drop()
	}
	text, err := libc.CString(compiled(query))
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, text)
	if code := sqlitelib.Xsqlite3_prepare_v2(c.tls, c.db, text, -1, c.buffer, 0); code != sqlitelib.SQLITE_OK {
		return nil, c.failure(code)
	}
	s := &statement{conn: c, handle: *(*uintptr)(memory(c.buffer))}
	s.parameters = int(sqlitelib.Xsqlite3_bind_parameter_count(c.tls, s.handle))
	c.stmts[query] = s
	return s, nil
}

// drop forgets all statements but those whose rows are being read.
func (c *conn) drop() {
	for query, s := range c.stmts {
		if !s.more {
			sqlitelib.Xsqlite3_finalize(c.tls, s.handle) // it repeats the error of the last use
			delete(c.stmts, query)
		}
	}
}

// start binds the arguments and takes the first step.
func (c *conn) start(query string, args []any) (*statement, error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, err
	}
	if len(args) != s.parameters {
		return nil, fmt.Errorf("store: %d arguments for %d parameters: %s", len(args), s.parameters, query)
	}
	for i, arg := range args {
		if err := s.bind(int32(i+1), arg); err != nil {
			return nil, err
		}
	}
	s.err = nil
	s.step()
	s.stepped = s.more
	if s.err != nil {
		return nil, s.err
	}
	return s, nil
}

func (s *statement) bind(i int32, arg any) error {
	var code int32
	switch v := arg.(type) {
	case string:
		if !s.grow(len(v) + 1) {
			return errMemory
		}
		copy(unsafe.Slice((*byte)(memory(s.buffer)), s.size), v)
		code = sqlitelib.Xsqlite3_bind_text(s.tls, s.handle, i, s.buffer, int32(len(v)), transient)
	case []byte:
		if !s.grow(len(v) + 1) {
			return errMemory
		}
		copy(unsafe.Slice((*byte)(memory(s.buffer)), s.size), v)
		code = sqlitelib.Xsqlite3_bind_blob(s.tls, s.handle, i, s.buffer, int32(len(v)), transient)
	case int64:
		code = sqlitelib.Xsqlite3_bind_int64(s.tls, s.handle, i, v)
	case int:
		code = sqlitelib.Xsqlite3_bind_int64(s.tls, s.handle, i, int64(v))
	case bool:
		code = sqlitelib.Xsqlite3_bind_int64(s.tls, s.handle, i, flag(v))
	case nil:
		code = sqlitelib.Xsqlite3_bind_null(s.tls, s.handle, i)
	default:
		plain, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return err
		}
		if reflect.TypeOf(plain) == reflect.TypeOf(arg) { // a float64 or a time.Time, which no column holds
			return fmt.Errorf("store: a %T cannot be an argument", arg)
		}
		return s.bind(i, plain)
	}
	if code != sqlitelib.SQLITE_OK {
		return s.failure(code)
	}
	return nil
}

// transient has SQLite copy what is bound (sqlite.org/c3ref/c_static.html).
const transient = ^uintptr(0)

// step goes to the next row. Behind the last one, and after an error, the statement is ready for its next use.
func (s *statement) step() {
	code := sqlitelib.Xsqlite3_step(s.tls, s.handle)
	s.more = code == sqlitelib.SQLITE_ROW
	if s.more {
		return
	}
	if code != sqlitelib.SQLITE_DONE {
		s.err = s.failure(code)
	}
	sqlitelib.Xsqlite3_reset(s.tls, s.handle) // it repeats the error
}

// exec runs a statement to its end and gives the number of rows that it changed.
func (c *conn) exec(_ context.Context, query string, args ...any) (int64, error) {
	s, err := c.start(query, args)
	if err != nil {
		return 0, err
	}
	for s.more {
		s.step()
	}
	return int64(sqlitelib.Xsqlite3_changes(c.tls, c.db)), s.err
}

// query runs a statement whose rows are read and closed before the same one is run again.
func (c *conn) query(_ context.Context, query string, args ...any) (rows, error) {
	return c.start(query, args)
}

// Next goes to the next row.
func (s *statement) Next() bool {
	if s.stepped {
		s.stepped = false
		return true
	}
	if s.more {
		s.step()
	}
	return s.more
}

// Err gives what ended the rows early.
func (s *statement) Err() error { return s.err }

// Close leaves the rest of the rows.
func (s *statement) Close() error {
	if s.more {
		s.more = false
		sqlitelib.Xsqlite3_reset(s.tls, s.handle)
	}
	return s.err
}

// Scan reads the columns of the row into pointers to texts, integers and bytes.
func (s *statement) Scan(dest ...any) error {
	if n := int(sqlitelib.Xsqlite3_column_count(s.tls, s.handle)); n != len(dest) {
		return fmt.Errorf("store: %d columns for %d values", n, len(dest))
	}
	for i, d := range dest {
		if err := s.column(int32(i), d); err != nil {
			return err
		}
	}
	return nil
}

func (s *statement) column(i int32, dest any) error {
	if sqlitelib.Xsqlite3_column_type(s.tls, s.handle, i) == sqlitelib.SQLITE_NULL {
		if d, raw := dest.(*[]byte); raw {
			*d = nil
			return nil
		}
		return fmt.Errorf("store: column %d is NULL", i)
	}
	switch d := dest.(type) {
	case *string:
		*d = s.text(i)
		return nil
	case *int64:
		*d = sqlitelib.Xsqlite3_column_int64(s.tls, s.handle, i)
		return nil
	case *bool: // what a condition in a query gives: 0 or 1 on SQLite
		*d = sqlitelib.Xsqlite3_column_int64(s.tls, s.handle, i) != 0
		return nil
	case *[]byte:
		*d = []byte(s.text(i))
		return nil
	}
	switch v := reflect.ValueOf(dest).Elem(); v.Kind() {
	case reflect.String:
		v.SetString(s.text(i))
	case reflect.Int, reflect.Int64:
		v.SetInt(sqlitelib.Xsqlite3_column_int64(s.tls, s.handle, i))
	default:
		return fmt.Errorf("store: a column cannot be read into a %T", dest)
	}
	return nil
}

// text copies a column's bytes.
func (s *statement) text(i int32) string {
	p := sqlitelib.Xsqlite3_column_blob(s.tls, s.handle, i)
	n := sqlitelib.Xsqlite3_column_bytes(s.tls, s.handle, i)
	if n == 0 {
		return ""
	}
	return string(unsafe.Slice((*byte)(memory(p)), n))
}
