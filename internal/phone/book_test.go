package phone_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"parley/internal/phone"
)

// A book answers as the package does, the first time and again.
func TestABookSaysWhatThePackageSays(t *testing.T) {
	var book phone.Book
	for range 2 {
		for _, text := range []string{
			"+12025550143", "+1 202-555-0143", "(202) 555-0143", "+15555555557", "+442079460958", "020 7946 0958", "+88213300655",
			"+1 911 555 0123", "72345", "Harbor", "", "+", "12025550143",
		} {
			for _, region := range []string{"", "US", "GB"} {
				want, wantErr := phone.Parse(text, region)
				number, home, err := book.Parse(text, region)
				if number != want || home != phone.Region(want) || !errors.Is(err, wantErr) {
					t.Errorf("Parse(%q, %q) = %q of %q, %v; want %q of %q, %v", text, region, number, home, err, want, phone.Region(want), wantErr)
				}
			}
			if got := book.Region(text); phone.Valid(text) && got != phone.Region(text) || !phone.Valid(text) && got != "" {
				t.Errorf("Region(%q) = %q", text, got)
			}
		}
	}
}

// A full book begins anew and goes on answering, whoever asks at the same time.
func TestAFullBookBeginsAnew(t *testing.T) {
	var book phone.Book
	var readers sync.WaitGroup
	for w := range 3 {
		readers.Go(func() {
			for i := range 7_500 {
				text := fmt.Sprintf("+1%d02555%04d", 2+w, i)
				if number, home, err := book.Parse(text, ""); number != text || home != "US" || err != nil {
					t.Errorf("Parse(%q) = %q of %q, %v", text, number, home, err)
				}
			}
		})
	}
	readers.Wait()
}

// BenchmarkBook is a number that the book does not know, and one that it does.
func BenchmarkBook(b *testing.B) {
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			var book phone.Book
			if _, _, err := book.Parse("+12025550143", ""); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("known", func(b *testing.B) {
		var book phone.Book
		for b.Loop() {
			if _, _, err := book.Parse("+12025550143", ""); err != nil {
				b.Fatal(err)
			}
		}
	})
}
