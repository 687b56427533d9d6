// Package secret seals the credentials that the database holds, so that a copy of it gives nobody the provider's token.
// It is not for passwords of users, which are hashed, nor for what must be searched.
package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// KeySize is the length of a key in bytes: AES-256.
const KeySize = 32

// version1 begins what is sealed with AES-256-GCM under a random nonce of 96 bits (NIST SP 800-38D section 8.2.2, good for
// 2³² texts a key); what follows is nonce, ciphertext and tag in unpadded base64url.
const version1 = "v1."

// What Open reports.
var (
	// ErrMalformed says that the text was not made by Seal, or was cut short.
	ErrMalformed = errors.New("not a sealed text")
	// ErrRefused says that the text was sealed with another key or for another place, or was changed since.
	ErrRefused = errors.New("sealed with another key or for another place")
)

// Box seals and opens texts with one key. It is safe for concurrent use.
type Box struct {
	aead cipher.AEAD
}

// NewBox makes a Box with a key of KeySize bytes.
func NewBox(key []byte) (*Box, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("the key has %d bytes, not %d", len(key), KeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	// The nonce is the cipher's own business: the only chance in the program that no caller may choose, since a nonce
	// used twice gives the key away.
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &Box{aead: aead}, nil
}

// Seal makes text unreadable without the key. place names where the sealed text is kept, such as
// "channel/{id}/auth_token"; it is not secret and must be the same at Open, so that nobody who can write to the database
// moves one credential to where another belongs. Sealing the same text twice gives two different results.
func (b *Box) Seal(text, place string) string {
	sealed := b.aead.Seal(nil, nil, []byte(text), []byte(place))
	return version1 + base64.RawURLEncoding.EncodeToString(sealed)
}

// Open gives the text that Seal was given for this place. The error is ErrMalformed or ErrRefused and says nothing of the
// text.
func (b *Box) Open(sealed, place string) (string, error) {
	body, ok := strings.CutPrefix(sealed, version1)
	if !ok {
		return "", ErrMalformed
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(body)
	if err != nil || len(raw) < b.aead.Overhead() {
		return "", ErrMalformed
	}
	text, err := b.aead.Open(nil, nil, raw, []byte(place))
	if err != nil {
		return "", ErrRefused
	}
	return string(text), nil
}
