// Package arch holds the tests that keep the house in its shape: who may import whom, the one way out, the sizes of files
// and functions, and that the map in docs/architecture.md still leads somewhere. It has no code of its own, and nothing
// imports it. An exception is a line in exceptions.txt with its reason.
package arch
