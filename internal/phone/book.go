package phone

import "sync"

// Book remembers the numbers that it has read. Numbering plans are regular expressions by the hundred, the same numbers
// come again and again, some of the questions are put while others wait for the store, and the answer never changes. The
// zero Book is empty and ready.
type Book struct {
	mu    sync.RWMutex
	homes map[string]string // number in E.164 → its region
}

// bookSize bounds the memory; a full book begins anew.
const bookSize = 20_000

// Parse is Parse, and gives the Region of the number as well.
func (b *Book) Parse(text, region string) (number, home string, err error) {
	b.mu.RLock()
	home, known := b.homes[text]
	b.mu.RUnlock()
	if known {
		return text, home, nil
	}
	number, home, err = parse(text, region)
	if err != nil {
		return "", "", err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.homes == nil || len(b.homes) >= bookSize {
		b.homes = map[string]string{}
	}
	b.homes[number] = home
	return number, home, nil
}

// Region is Region.
func (b *Book) Region(e164 string) string {
	number, home, err := b.Parse(e164, "")
	if err != nil || number != e164 {
		return ""
	}
	return home
}
