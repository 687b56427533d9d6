package gsm

// basic lists the default alphabet of GSM 7-bit (3GPP TS 23.038 section 6.2.1) in the order of its codes, without the
// escape at 0x1B, which stands for no character.
const basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
	"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"

// extension lists the characters of the extension table (section 6.2.1.1); each is an escape and a second septet.
const extension = "\f^{}\\[~]|€"

// septetsBelow holds the septets of each character below U+0100, where nearly all texts live.
var septetsBelow = func() (table [256]uint8) {
	for _, r := range basic {
		if r < 256 {
			table[r] = 1
		}
	}
	for _, r := range extension {
		if r < 256 {
			table[r] = 2
		}
	}
	return table
}()

// septets gives how many septets r takes, and 0 where the alphabet does not have it.
func septets(r rune) int {
	if uint32(r) < uint32(len(septetsBelow)) {
		return int(septetsBelow[r])
	}
	switch r {
	case 'Γ', 'Δ', 'Θ', 'Λ', 'Ξ', 'Π', 'Σ', 'Φ', 'Ψ', 'Ω':
		return 1
	case '€':
		return 2
	}
	return 0
}
