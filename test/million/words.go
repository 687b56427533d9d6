package million

import (
	"math/rand/v2"
	"sort"
	"strings"
)

// common are words of customers and of who answers them, the frequent ones first.
const common = `the to is you my a and it i for of your in on we have this be our can are at not with that will was me if please up from
internet thank no do so as service account bill back would been when call today all just get there tomorrow out time still router payment
connection number hi help any now new need thanks working but by modem hello again an what one day later technician down speed slow after
email month how could or address they week see sorry change only before appointment paid plan phone outage more know since check home has
invoice wifi here card line due online amount yes house morning office send support installed cable reset signal fiber like did should
afternoon box date name balance cancel right tv two power light off first works red fixed who issue also make credit contact problem team
might next monday friday upgrade area building confirm password receive equipment until street schedule move charge refund question local
second green keep weather tower package monthly between update restart blinking old ready reply window arrive autopay storm town hours`

// vocabulary is all words with how often each comes up to it: Zipf's law, with a long tail of made-up words that stand for
// names of streets, products and everything else.
type vocabulary struct {
	words         []string
	sums          []float64
	firsts, lasts []string
}

const rareWords = 20_000

func newVocabulary(chance *rand.Rand) *vocabulary {
	v := &vocabulary{words: strings.Fields(common), firsts: strings.Fields(firstNames), lasts: strings.Fields(lastNames)}
	for range rareWords {
		v.words = append(v.words, invented(chance))
	}
	for range 4000 {
		v.lasts = append(v.lasts, capital(invented(chance)))
	}
	sum := 0.0
	for rank := range v.words {
		sum += 1 / (float64(rank) + 2.7) // Mandelbrot's form of the law
		v.sums = append(v.sums, sum)
	}
	return v
}

var syllables = strings.Fields(`ba be bo bri ca ce co cro da de di dor el en fa fe fi gar ge gra ha hel hi in ja jo ka ke ki la le li lo lu ma me mi mo
mur na ne ni no nor or pa pe pi pol qua ra re ri ro ru sa se shi so sta sul ta te ti to tra tu va ve vi wa we win ya zen`)

func invented(chance *rand.Rand) string {
	var b strings.Builder
	for range 2 + chance.IntN(3) {
		b.WriteString(syllables[chance.IntN(len(syllables))])
	}
	return b.String()
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

func (v *vocabulary) word(chance *rand.Rand) string {
	return v.words[min(len(v.words)-1, sort.SearchFloat64s(v.sums, chance.Float64()*v.sums[len(v.sums)-1]))]
}

// text is a message of 20 to 160 characters.
func (v *vocabulary) text(chance *rand.Rand) string {
	length := 20 + chance.IntN(120)
	b := []byte(capital(v.word(chance)))
	for len(b) < length {
		b = append(b, ' ')
		switch {
		case chance.IntN(40) == 0: // of an invoice, a ticket, a house
			b = append(b, "#"...)
			for range 4 + chance.IntN(3) {
				b = append(b, byte('0'+chance.IntN(10)))
			}
		case chance.IntN(12) == 0:
			b = append(b[:len(b)-1], ". "...)
			b = append(b, capital(v.word(chance))...)
		default:
			b = append(b, v.word(chance)...)
		}
	}
	return string(append(b, '.'))
}

// firstNames and lastNames are most frequent in front; after the last ones come invented ones.
const (
	firstNames = `James Mary Michael Jennifer Robert Linda John Patricia David Elizabeth William Susan Richard Jessica Joseph Sarah Thomas Karen
Christopher Lisa Charles Nancy Daniel Sandra Matthew Ashley Anthony Emily Mark Kimberly Steven Betty Donald Margaret Andrew Donna Joshua Michelle
Paul Carol Kenneth Amanda Kevin Melissa Brian Deborah Timothy Stephanie Ronald Rebecca Jason Sharon George Laura Edward Cynthia Jeffrey Amy Ryan
Kathleen Jacob Angela Nicholas Dorothy Gary Shirley Eric Emma Jonathan Brenda Zoé Étienne Félix Camille François Chloé Benoît Noémie José María
Luis Ana Carlos Sofía Nguyễn Linh Mei Wei Aisha Kofi Priya Arjun Omar Fatima Ivan Olga Björn Søren Łukasz Zofia Seán Siobhán Aoife Hélène`
	lastNames = `Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor
Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill
Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin
O'Brien O'Connor McDonald MacLeod D'Angelo Lévesque Bélanger Ouellet Patel Singh Kumar Khan Kim Park Chen Wang Li Zhang Okafor Mensah Novák
Kowalski Müller Schröder Jørgensen Åberg Silva Santos Fernández Muñoz Núñez Peña`
)

func (v *vocabulary) name(chance *rand.Rand) string {
	return v.firsts[zipf(chance, len(v.firsts))] + " " + v.lasts[zipf(chance, len(v.lasts))]
}
