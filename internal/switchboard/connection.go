package switchboard

import (
	"log/slog"
	"sync"

	"parley/internal/channel"
)

// connection is what a line has open: nothing until somebody uses it, and nothing once the line was replaced and the last
// one has let go. The runner of a channel, its callbacks and the test of its settings share it.
type connection struct {
	open func() (channel.Conn, error)
	log  *slog.Logger

	mu      sync.Mutex
	conn    channel.Conn // nil: not open
	users   int
	retired bool // the line was replaced
}

// use gives the connection, opened if it is not. Who has it calls release once.
func (c *connection) use() (conn channel.Conn, release func(), err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil {
		if c.conn, err = c.open(); err != nil {
			c.conn = nil
			return nil, nil, err
		}
	}
	c.users++
	return c.conn, c.release, nil
}

func (c *connection) release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.users--
	c.closeIdle()
}

// retire says that the line was replaced.
func (c *connection) retire() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.retired = true
	c.closeIdle()
}

// closeIdle runs under the lock.
func (c *connection) closeIdle() {
	if !c.retired || c.users > 0 || c.conn == nil {
		return
	}
	if err := c.conn.Close(); err != nil {
		c.log.Warn("closing a channel", "error", err)
	}
	c.conn = nil
}
