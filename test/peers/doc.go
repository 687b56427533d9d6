// Package peers starts, for tests, programs that nobody here wrote and that speak Parley's protocols: a provider's own
// client library, a server made from a provider's own API description, a real SMS gateway. A fake that only our own code
// talks to proves nothing. Only tests import it.
//
// The tests that need a peer carry the build tag "peers"; what they need is installed by scripts/need.sh and, below
// this folder, by npm ci. A peer that is missing fails the test and never skips it.
package peers
