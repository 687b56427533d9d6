// Package all is the list of drivers in the standard build: a new kind of channel is a folder beside this one and a
// line here. It is only a list; who makes and runs channels is package switchboard.
package all

import (
	"parley/internal/channel"
	"parley/internal/channel/kannel"
	"parley/internal/channel/simulator"
	"parley/internal/channel/twilio"
)

// Drivers gives one driver for each kind of channel, in the order in which people choose among them.
func Drivers() []channel.Driver {
	return []channel.Driver{
		simulator.Driver{},
		twilio.Driver{},
		kannel.Driver{},
	}
}
