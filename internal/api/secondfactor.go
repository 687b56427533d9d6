package api

import (
	"context"
	"fmt"
	"image/color"
	"net/http"
	"strings"

	"github.com/boombuler/barcode/qr"

	"parley/internal/httpd"
)

// totpSecret is what an authenticator app takes in, by its camera or typed.
type totpSecret struct {
	Secret string `json:"secret" doc:"Base32."`
	URI    string `json:"uri"`
	QR     string `json:"qr" doc:"The URI as a QR code, an SVG image."`
}

type secondFactorState struct {
	RecoveryCodesLeft int64 `json:"recovery_codes_left"`
}

// recoveryCodes are shown once; each lets in once without the authenticator.
type recoveryCodes struct {
	Codes []string `json:"recovery_codes" nullable:"false"`
}

type confirmInput struct {
	Body struct {
		Password string `json:"password" maxLength:"4096" doc:"One's own, again."`
	}
}

type codeInput struct {
	Body struct {
		Code string `json:"code" maxLength:"64" doc:"What the authenticator shows."`
	}
}

func (s *surface) secondFactor() {
	handle(s, call{method: http.MethodGet, path: "/session/totp", enrolling: true, tag: "session", id: "getTOTP", summary: "How many recovery codes are left"}, s.getTOTP)
	handle(s, call{method: http.MethodPost, path: "/session/totp", enrolling: true, tag: "session", id: "beginTOTP", summary: "Begin to set up one's second factor"}, s.beginTOTP)
	handle(s, call{method: http.MethodPost, path: "/session/totp/confirm", enrolling: true, tag: "session", id: "confirmTOTP", summary: "Show by a code that it works; from then on it is asked for"}, s.confirmTOTP)
	handle(s, call{method: http.MethodPost, path: "/session/totp/recovery-codes", tag: "session", id: "newRecoveryCodes", summary: "Get other recovery codes instead of those before"}, s.newRecoveryCodes)
	handle(s, call{
		method: http.MethodPost, path: "/session/totp/end", tag: "session", id: "endTOTP",
		summary: "Switch one's own second factor off", status: http.StatusNoContent,
	}, s.endTOTP)
}

func (s *surface) getTOTP(ctx context.Context, _ *none) (*body[secondFactorState], error) {
	left, err := s.Users.RecoveryCodesLeft(ctx, httpd.AskerOf(ctx))
	return answer(secondFactorState{RecoveryCodesLeft: left}), err
}

func (s *surface) beginTOTP(ctx context.Context, in *confirmInput) (*body[totpSecret], error) {
	if err := byBrowser(ctx); err != nil {
		return nil, err
	}
	secret, uri, err := s.Users.BeginTOTP(ctx, httpd.AskerOf(ctx), in.Body.Password)
	if err != nil {
		return nil, err
	}
	picture, err := drawQR(uri)
	return answer(totpSecret{Secret: secret, URI: uri, QR: picture}), err
}

func (s *surface) confirmTOTP(ctx context.Context, in *codeInput) (*body[recoveryCodes], error) {
	if err := byBrowser(ctx); err != nil {
		return nil, err
	}
	codes, err := s.Users.ConfirmTOTP(ctx, httpd.AskerOf(ctx), in.Body.Code)
	if err != nil {
		return nil, err
	}
	return answer(recoveryCodes{Codes: codes}), nil
}

func (s *surface) newRecoveryCodes(ctx context.Context, in *confirmInput) (*body[recoveryCodes], error) {
	if err := byBrowser(ctx); err != nil {
		return nil, err
	}
	codes, err := s.Users.NewRecoveryCodes(ctx, httpd.AskerOf(ctx), in.Body.Password)
	if err != nil {
		return nil, err
	}
	return answer(recoveryCodes{Codes: codes}), nil
}

func (s *surface) endTOTP(ctx context.Context, in *confirmInput) (*none, error) {
	if err := byBrowser(ctx); err != nil {
		return nil, err
	}
	return nil, s.Users.EndTOTP(ctx, httpd.AskerOf(ctx), in.Body.Password)
}

// quiet is the width of the light border that a QR code needs, in modules (ISO/IEC 18004 section 5.3.8).
const quiet = 4

// drawQR draws text as a QR code: an SVG image, black on white, with a path of one square for each dark module.
func drawQR(text string) (string, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", fmt.Errorf("draw a QR code: %w", err)
	}
	var path strings.Builder
	size := code.Bounds().Dx()
	for y := range size {
		for x := range size {
			if code.At(x, y) == color.Black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d"><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="%[2]s"/></svg>`, size+2*quiet, path.String()), nil
}
