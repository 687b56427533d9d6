// Package parley holds the nouns that several features share, a file a noun, with the rules that need nothing
// but the noun itself. It imports the standard library only, does no I/O and has no verbs: what is done with a
// message or an address is the business of the feature that owns the deed.
package parley
