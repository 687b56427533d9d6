package user

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"parley/internal/parley"
	"parley/internal/secret"
)

// The parameters of the second factor, those that every authenticator app takes for granted: SHA-1, six digits, thirty
// seconds (RFC 6238 section 1.2, and its section 5.2 for the steps beside the present one).
const (
	totpPeriod    = 30 // seconds
	totpSkew      = 1  // steps before and after
	recoveryCodes = 10
)

// TOTP is a user's second factor: codes that his authenticator makes of a shared secret and the time (RFC 6238).
type TOTP struct {
	UserID      parley.ID
	Secret      string    // base32, sealed
	ConfirmedAt time.Time // zero: it was begun, and counts for nothing as yet
	LastStep    int64     // the last one whose code was used: none before it, nor itself, is taken again
}

// TOTPStore keeps second factors and the codes for who has lost his.
type TOTPStore interface {
	// TOTPOf gives a user's, confirmed or not, and false where there is none.
	TOTPOf(ctx context.Context, userID parley.ID) (TOTP, bool, error)
	// TOTPs gives all of them.
	TOTPs(ctx context.Context) ([]TOTP, error)
	// SaveTOTP adds or replaces a user's.
	SaveTOTP(ctx context.Context, t TOTP) error
	// UseStep notes a step, and reports false where it or a later one was used before.
	UseStep(ctx context.Context, userID parley.ID, step int64) (bool, error)
	// DeleteTOTP forgets a user's, with its recovery codes.
	DeleteTOTP(ctx context.Context, userID parley.ID) error
	// ReplaceRecoveryCodes keeps these hashes and no others.
	ReplaceRecoveryCodes(ctx context.Context, userID parley.ID, hashes []string) error
	// UseRecoveryCode forgets one, and reports whether it was there.
	UseRecoveryCode(ctx context.Context, userID parley.ID, hash string) (bool, error)
	// CountRecoveryCodes counts those that are left.
	CountRecoveryCodes(ctx context.Context, userID parley.ID) (int64, error)
}

// Sealer seals what must be read again; secret.Box is one.
type Sealer interface {
	Seal(text, place string) string
	Open(text, place string) (string, error)
}

func totpPlace(id parley.ID) string { return "user/" + string(id) + "/totp" }

// BeginTOTP makes by's secret and gives it in base32, and as the URI that an authenticator reads from a QR code
// (github.com/google/google-authenticator/wiki/Key-Uri-Format). It counts once ConfirmTOTP has seen a code of it.
func (s *Users) BeginTOTP(ctx context.Context, by *Asker, password string) (secret, uri string, err error) {
	if err := s.confirm(ctx, by, password); err != nil {
		return "", "", err
	}
	raw := make([]byte, 20) // as RFC 4226 section 4 recommends
	rand.Read(raw)          //nolint:errcheck // since Go 1.24 it never fails
	secret = base32.StdEncoding.EncodeToString(raw)
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if err := s.parts.Store.LockUsers(ctx); err != nil {
			return err
		}
		old, _, err := s.parts.TOTP.TOTPOf(ctx, by.User.ID)
		if err != nil {
			return err
		}
		if !old.ConfirmedAt.IsZero() {
			return parley.Errorf(parley.Conflict, "totp_active", "You have a second factor already. Switch it off first.")
		}
		return s.parts.TOTP.SaveTOTP(ctx, TOTP{UserID: by.User.ID, Secret: s.parts.Sealer.Seal(secret, totpPlace(by.User.ID))})
	})
	label := url.PathEscape("Parley:" + by.User.Email)
	return secret, "otpauth://totp/" + label + "?secret=" + secret + "&issuer=Parley", err
}

// ConfirmTOTP makes the second factor count, since code shows that by's authenticator has the secret, and gives his
// recovery codes, this one time.
func (s *Users) ConfirmTOTP(ctx context.Context, by *Asker, code string) (recovery []string, err error) {
	if by == nil {
		return nil, Unauthorized()
	}
	if err := attempt(s.parts.ByAccount, EmailKey(by.User.Email)); err != nil {
		return nil, err
	}
	recovery, hashes := newRecoveryCodes()
	now := s.parts.Source.Now()
	err = s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		t, known, err := s.parts.TOTP.TOTPOf(ctx, by.User.ID)
		if err != nil {
			return err
		}
		if !known || !t.ConfirmedAt.IsZero() {
			return parley.Errorf(parley.Conflict, "totp_not_begun", "Begin to set up the second factor first.")
		}
		step, right, err := s.stepOf(t, code)
		if err != nil {
			return err
		}
		if !right {
			return wrongCode(parley.Invalid)
		}
		t.ConfirmedAt, t.LastStep = now, step
		if err := s.parts.TOTP.SaveTOTP(ctx, t); err != nil {
			return err
		}
		s.toldChanged(ctx, by, by.User, "second_factor_on")
		return s.parts.TOTP.ReplaceRecoveryCodes(ctx, by.User.ID, hashes)
	})
	if err == nil {
		s.parts.ByAccount.Forget(EmailKey(by.User.Email))
	}
	return recovery, err
}

// NewRecoveryCodes gives by other recovery codes instead of those that he has.
func (s *Users) NewRecoveryCodes(ctx context.Context, by *Asker, password string) ([]string, error) {
	if err := s.confirm(ctx, by, password); err != nil {
		return nil, err
	}
	codes, hashes := newRecoveryCodes()
	return codes, s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		if err := s.hasTOTP(ctx, by.User.ID); err != nil {
			return err
		}
		s.toldChanged(ctx, by, by.User, "recovery_codes")
		return s.parts.TOTP.ReplaceRecoveryCodes(ctx, by.User.ID, hashes)
	})
}

// RecoveryCodesLeft counts by's.
func (s *Users) RecoveryCodesLeft(ctx context.Context, by *Asker) (int64, error) {
	return s.parts.TOTP.CountRecoveryCodes(ctx, by.User.ID)
}

// EndTOTP switches by's own second factor off, if his role lets him.
func (s *Users) EndTOTP(ctx context.Context, by *Asker, password string) error {
	if err := s.confirm(ctx, by, password); err != nil {
		return err
	}
	if by.Role.TOTPRequired {
		return parley.Errorf(parley.Conflict, "totp_required_by_role", "Your role requires a second factor.")
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error { return s.endTOTP(ctx, by, by.User) })
}

// ResetTOTP takes a user's second factor away, since he has lost it: his password alone lets him in again, or, where his
// role requires a second factor, lets him set up another one.
func (s *Users) ResetTOTP(ctx context.Context, by *Asker, id parley.ID) error {
	if err := by.Require(UpdateUser); err != nil {
		return err
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		p, err := s.below(ctx, by, id)
		if err != nil {
			return err
		}
		return s.endTOTP(ctx, by, p.User)
	})
}

func (s *Users) endTOTP(ctx context.Context, by *Asker, u User) error {
	if err := s.hasTOTP(ctx, u.ID); err != nil {
		return err
	}
	s.toldChanged(ctx, by, u, "second_factor_off")
	return s.parts.TOTP.DeleteTOTP(ctx, u.ID)
}

func (s *Users) hasTOTP(ctx context.Context, id parley.ID) error {
	t, _, err := s.parts.TOTP.TOTPOf(ctx, id)
	if err == nil && t.ConfirmedAt.IsZero() {
		err = parley.Errorf(parley.Conflict, "totp_not_active", "This user has no second factor.")
	}
	return err
}

// secondFactor checks what a user who has given his password says besides: a code of his authenticator, each of which
// counts once, or one of his recovery codes. Nil for a user who needs none.
func (s *Users) secondFactor(ctx context.Context, id parley.ID, code string) error {
	t, _, err := s.parts.TOTP.TOTPOf(ctx, id)
	if err != nil || t.ConfirmedAt.IsZero() {
		return err
	}
	if strings.TrimSpace(code) == "" {
		return parley.Errorf(parley.Unauthorized, "totp_required", "Enter the code that your authenticator app shows.")
	}
	step, right, err := s.stepOf(t, code)
	lost := errors.Is(err, secret.ErrRefused) // restored without its key: the recovery codes are not sealed
	if err != nil && !lost {
		return err
	}
	return s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		var used bool
		if right {
			used, err = s.parts.TOTP.UseStep(ctx, id, step)
		} else {
			used, err = s.parts.TOTP.UseRecoveryCode(ctx, id, hashOfRecovery(code))
		}
		switch {
		case err == nil && !used && lost:
			err = parley.Errorf(parley.Unauthorized, "second_factor_lost", "The hub was restored without the key to your second factor. Enter a recovery code, or ask an administrator to take the second factor away.").At("code")
		case err == nil && !used:
			err = wrongCode(parley.Unauthorized)
		}
		return err
	})
}

// LostSecondFactors counts the second factors that the hub's key does not open: their owners log in by recovery codes alone.
func (s *Users) LostSecondFactors(ctx context.Context) (lost int, err error) {
	all, err := s.parts.TOTP.TOTPs(ctx)
	for _, t := range all {
		if _, err := s.parts.Sealer.Open(t.Secret, totpPlace(t.UserID)); err != nil {
			lost++
		}
	}
	return lost, err
}

func wrongCode(kind parley.Kind) error {
	return parley.Errorf(kind, "wrong_code", "The code is wrong or was used before. Wait for the next one.").At("code")
}

// stepOf gives the step whose code it is, among the present one and those beside it.
func (s *Users) stepOf(t TOTP, code string) (step int64, right bool, err error) {
	secret, err := s.parts.Sealer.Open(t.Secret, totpPlace(t.UserID))
	if err != nil {
		return 0, false, fmt.Errorf("open the secret of a second factor: %w", err)
	}
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	now := s.parts.Source.Now().Unix() / totpPeriod
	for at := now - totpSkew; at <= now+totpSkew; at++ {
		want, err := hotp.GenerateCodeCustom(secret, uint64(at), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, fmt.Errorf("make the code of a second factor: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, right = at, true
		}
	}
	return step, right, nil
}

// newRecoveryCodes gives codes as people note them, four groups of four letters and digits, and what is kept of them.
// They have eighty bits, so that a fast hash is enough.
func newRecoveryCodes() (codes, hashes []string) {
	for range recoveryCodes {
		raw := make([]byte, 10)
		rand.Read(raw) //nolint:errcheck // since Go 1.24 it never fails
		text := base32.StdEncoding.EncodeToString(raw)
		code := text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
		codes, hashes = append(codes, code), append(hashes, hashOfRecovery(code))
	}
	return codes, hashes
}

// hashOfRecovery takes a code as people type it: in small letters, without the dashes.
func hashOfRecovery(code string) string { return sessionKey(plainCode(code)) }
