package contact

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	_ "image/gif" // read
	"image/jpeg"
	_ "image/png" // read
	"time"

	"parley/internal/event"
	"parley/internal/parley"
)

// PictureStore keeps pictures.
type PictureStore interface {
	// Picture gives the picture of a contact; false where there is none.
	Picture(ctx context.Context, contactID parley.ID) ([]byte, bool, error)
	// SavePicture keeps a picture, in a unit; nil forgets it. etag and at become the contact's, and its version grows.
	SavePicture(ctx context.Context, contactID parley.ID, picture []byte, etag string, at time.Time) error
}

// Limits of pictures.
const (
	MaxPicture  = 900 << 10 // bytes that are taken in
	maxSide     = 6000      // pixels, before it is unpacked: a small file may be a huge picture
	pictureSide = 256       // pixels, as it is kept
	quality     = 85
)

// SetPicture gives the contact a picture: a JPEG, PNG or GIF, of which the middle is kept as a small JPEG; what else the file
// holds (place and time of the photograph) is dropped. None takes the picture away. The errors are NotFound and of kind
// Invalid ("invalid_picture").
func (s *Contacts) SetPicture(ctx context.Context, by parley.Actor, id parley.ID, raw []byte) (Contact, error) {
	var picture []byte
	etag := ""
	if len(raw) > 0 {
		var err error
		if picture, err = shrink(raw); err != nil {
			return Contact{}, err
		}
		sum := sha256.Sum256(picture)
		etag = hex.EncodeToString(sum[:8])
	}
	now := s.parts.Source.Now()
	err := s.parts.Worker.Do(ctx, func(ctx context.Context) error {
		before, found, err := s.parts.Store.LockContact(ctx, id)
		if err != nil {
			return err
		}
		if !found {
			return NotFound()
		}
		if err := s.parts.Pictures.SavePicture(ctx, id, picture, etag, now); err != nil {
			return err
		}
		after := before
		after.Picture = etag
		s.told(ctx, event.ContactUpdated, by, id, event.Recorded(after.Name, before, after))
		return nil
	})
	if err != nil {
		return Contact{}, err
	}
	return s.Get(ctx, id)
}

// Picture gives the picture of a contact, a JPEG; the error is of kind NotFound.
func (s *Contacts) Picture(ctx context.Context, id parley.ID) ([]byte, error) {
	picture, found, err := s.parts.Pictures.Picture(ctx, id)
	if err == nil && !found {
		err = parley.Errorf(parley.NotFound, "picture_not_found", "This contact has no picture.")
	}
	return picture, err
}

// shrink makes the middle of a picture a small square JPEG.
func shrink(raw []byte) ([]byte, error) {
	invalid := parley.Errorf(parley.Invalid, "invalid_picture", "Choose a JPEG, PNG or GIF of at most %d kilobytes and %d pixels a side.", MaxPicture>>10, maxSide)
	size, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || len(raw) > MaxPicture || size.Width > maxSide || size.Height > maxSide || size.Width < 1 || size.Height < 1 {
		return nil, invalid
	}
	from, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, invalid
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, square(from), &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}

// square averages the pixels of the middle of a picture, over white where it is transparent.
func square(from image.Image) image.Image {
	b := from.Bounds()
	side := min(b.Dx(), b.Dy())
	left, top := b.Min.X+(b.Dx()-side)/2, b.Min.Y+(b.Dy()-side)/2
	n := min(side, pictureSide)
	to := image.NewRGBA(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			area := image.Rect(left+x*side/n, top+y*side/n, left+(x+1)*side/n, top+(y+1)*side/n)
			to.SetRGBA(x, y, average(from, area))
		}
	}
	return to
}

func average(from image.Image, area image.Rectangle) color.RGBA {
	var sum [3]uint64
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, a := from.At(x, y).RGBA() // 16 bits, multiplied by a
			for i, v := range [3]uint32{r, g, b} {
				sum[i] += uint64(v + 0xffff - a)
			}
		}
	}
	n := uint64(area.Dx() * area.Dy())
	return color.RGBA{R: uint8(sum[0] / n >> 8), G: uint8(sum[1] / n >> 8), B: uint8(sum[2] / n >> 8), A: 0xff}
}
