// Package user is who works with the hub: users, the roles that give them permissions, how they log in, and the
// sessions and API tokens by which later requests name them. It decides who may change whom; what a permission opens
// is decided by the surface that checks it. It is not about customers: those are contacts and accounts.
package user
