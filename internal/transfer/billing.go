package transfer

import (
	"strconv"
	"strings"
	"time"

	"parley/internal/account"
	"parley/internal/parley"
)

// putBilling reads a cell of what billing says of an account; false where the target is none of it.
func (b *building) putBilling(a *account.Change, target, cell string) (bool, error) {
	switch target {
	case "activated_at":
		at, err := moment(cell, b.zone)
		a.ActivatedAt = &at
		return true, err
	case "data_usage_percent":
		n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(cell, "%")), 10, 64)
		if err != nil {
			return true, parley.Errorf(parley.Invalid, "invalid_percent", "Write a whole number of percent, such as 85.")
		}
		usage := &n
		a.DataUsage = &usage
	case "next_bill_on":
		a.NextBillOn = &cell
	case "next_recurring_charge":
		n, err := minor(cell, b.digits)
		charge := &n
		a.NextCharge = &charge
		return true, err
	default:
		return false, nil
	}
	return true, nil
}

// moment reads a time in RFC 3339, or a day, which is the beginning of it in the zone.
func moment(cell string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.ParseInLocation(layout, cell, zone); err == nil {
			return at, nil
		}
	}
	return time.Time{}, parley.Errorf(parley.Invalid, "invalid_moment", "Write the day like 2026-11-30, or the time like 2026-11-30T14:05:00Z.")
}

// minor reads an amount, "1234.5", as units of which 10^digits are one; a comma may stand for the point.
func minor(cell string, digits int) (int64, error) {
	whole, part, _ := strings.Cut(strings.Replace(cell, ",", ".", 1), ".")
	if len(part) <= digits {
		text := whole + part + strings.Repeat("0", digits-len(part))
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && strings.Trim(text, "0123456789") == "" {
			return n, nil
		}
	}
	return 0, parley.Errorf(parley.Invalid, "invalid_amount", "Write an amount without its currency, such as 49.90, with no more decimals than the currency has.")
}

// major writes what minor reads.
func major(n int64, digits int) string {
	text := strconv.FormatInt(n, 10)
	if digits == 0 {
		return text
	}
	text = strings.Repeat("0", max(0, digits+1-len(text))) + text
	return text[:len(text)-digits] + "." + text[len(text)-digits:]
}

// billing puts what billing says of an account into its cells.
func (c cells) billing(a account.Account, digits int) {
	c["account.activated_at"], c["account.next_bill_on"] = since(a.ActivatedAt), a.NextBillOn
	if a.DataUsage != nil {
		c["account.data_usage_percent"] = strconv.FormatInt(*a.DataUsage, 10)
	}
	if a.NextCharge != nil {
		c["account.next_recurring_charge"] = major(*a.NextCharge, digits)
	}
}

// keepNewBilling forgets what a change says of billing that stands so already.
func keepNewBilling(change *account.Change, have account.Account) {
	if change.ActivatedAt != nil && change.ActivatedAt.Truncate(time.Second).Equal(have.ActivatedAt.Truncate(time.Second)) {
		change.ActivatedAt = nil // an export writes seconds
	}
	keepNew(&change.NextBillOn, have.NextBillOn)
	for wish, have := range map[***int64]*int64{&change.DataUsage: have.DataUsage, &change.NextCharge: have.NextCharge} {
		if *wish != nil && (**wish == nil) == (have == nil) && (have == nil || ***wish == *have) {
			*wish = nil
		}
	}
}
