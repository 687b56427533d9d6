package bench

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Twilio signs with it
	"encoding/base64"
	"fmt"
	"net/url"
	"strconv"
)

// text is eighty characters of GSM-7.
const text = "Your technician arrives between 14:00 and 16:00 today. Reply HELP for more info."

// Number gives the n-th customer's number: valid, and nobody's (the exchange 555, lines 0100 to 0199, in many area codes
// is too few, so it counts through lines of 555).
func Number(n int64) string {
	return fmt.Sprintf("+1%03d555%04d", areas[n/10_000%int64(len(areas))], n%10_000)
}

var areas = []int{202, 212, 303, 312, 404, 415, 503, 512, 617, 702}

// Outgoing makes the requests of POST /api/v2/messages to so many customers in turn.
func Outgoing(host, token, channelID string, customers int64) func(n int64, buf []byte) []byte {
	head := "POST /api/v2/messages HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token +
		"\r\nContent-Type: application/json\r\nContent-Length: "
	return func(n int64, buf []byte) []byte {
		body := `{"channel_id":"` + channelID + `","to":"` + Number(n*7919%customers) + `","text":"` + text + `"}`
		return request(buf, head, body)
	}
}

func request(buf []byte, head, body string) []byte {
	buf = append(buf, head...)
	buf = strconv.AppendInt(buf, int64(len(body)), 10)
	buf = append(buf, "\r\n\r\n"...)
	return append(buf, body...)
}

// Twilio is a channel as Twilio sees it.
type Twilio struct {
	Hook      string // the channel's public URL for incoming messages
	AuthToken string
	To        string // the channel's own number
	Run       string // twelve hexadecimal digits that set this run's message ids apart from another's
	Customers int64
}

// Incoming makes signed webhooks of inbound texts from so many customers in turn.
func (t Twilio) Incoming(host string) (func(n int64, buf []byte) []byte, error) {
	u, err := url.Parse(t.Hook)
	if err != nil {
		return nil, err
	}
	head := "POST " + u.RequestURI() + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	return func(n int64, buf []byte) []byte {
		sid := fmt.Sprintf("SM%s%020d", t.Run, n)
		from := Number(n * 7919 % t.Customers)
		// In the order of their names, as they are signed.
		fields := [][2]string{
			{"AccountSid", "AC00000000000000000000000000000001"}, {"Body", text}, {"From", from}, {"MessageSid", sid},
			{"NumMedia", "0"}, {"SmsStatus", "received"}, {"To", t.To},
		}
		signed, body := t.Hook, make([]byte, 0, 400)
		for i, f := range fields {
			signed += f[0] + f[1]
			if i > 0 {
				body = append(body, '&')
			}
			body = append(body, f[0]+"="+url.QueryEscape(f[1])...)
		}
		mac := hmac.New(sha1.New, []byte(t.AuthToken))
		mac.Write([]byte(signed))
		signature := base64.StdEncoding.EncodeToString(mac.Sum(nil))
		return request(buf, head+"X-Twilio-Signature: "+signature+"\r\nContent-Length: ", string(body))
	}, nil
}
