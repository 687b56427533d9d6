package app

import (
	"strings"

	"parley/internal/company"
)

// demoASCII spells the demo's names as email addresses do.
var demoASCII = strings.NewReplacer("é", "e", "è", "e", "ë", "e", "ê", "e", "ï", "i", "î", "i", "ô", "o", "ç", "c", "à", "a", "'", "", " ", "")

// demoHarbor is Harbor Fiber: it serves the north-east of the United States in English.
func demoHarbor() *demoRegion {
	return &demoRegion{
		brand: "Harbor Fiber", isDefault: true, language: "en", timeZone: "America/New_York",
		areaCodes: []string{"202", "207", "603", "802", "413", "617", "508", "401"},
		first: []string{
			"Emma", "Liam", "Olivia", "Noah", "Ava", "Ethan", "Sophia", "Mason", "Isabella", "Lucas", "Mia", "Logan", "Amelia", "James",
			"Harper", "Benjamin", "Evelyn", "Henry", "Abigail", "Samuel", "Grace", "Owen", "Chloe", "Caleb", "Nora", "Isaac", "Hazel", "Diego",
			"Priya", "Mei", "Aisha", "Kofi",
		},
		last: []string{
			"Anderson", "Baker", "Bennett", "Brooks", "Carter", "Chen", "Clarke", "Coleman", "Cooper", "Delgado", "Edwards", "Fisher", "Foster",
			"Garcia", "Hale", "Hughes", "Jenkins", "Kelly", "Lopez", "Marsh", "Miller", "Morgan", "Nguyen", "O'Connor", "Okafor", "Parker",
			"Patel", "Quinn", "Ramirez", "Reed", "Russell", "Sullivan", "Turner", "Walsh", "Ward", "Young",
		},
		trades:    []string{"Dental Clinic", "Garage", "Bakery", "Books", "Legal", "Hardware", "Veterinary Clinic", "Coffee", "Insurance", "Marina"},
		household: "%s household", business: "%s %s",
		departments: []company.CompanyDepartment{
			{Department: company.Department{Name: "Support"}, PhoneNumber: "+12025550110", Email: "support@harbor.example"},
			{Department: company.Department{Name: "Billing"}, PhoneNumber: "+12025550120", Email: "billing@harbor.example"},
			{Department: company.Department{Name: "Sales"}, PhoneNumber: "+12025550130", Email: "sales@harbor.example"},
		},
	}
}

// demoPort is Fibre du Port: it serves Quebec in French.
func demoPort() *demoRegion {
	return &demoRegion{
		brand: "Fibre du Port", language: "fr", timeZone: "America/Toronto",
		areaCodes: []string{"514", "438", "450", "418", "819"},
		first: []string{
			"Zoé", "Étienne", "Léa", "Félix", "Camille", "Mathis", "Chloé", "Antoine", "Maëlle", "Olivier", "Noémie", "Jérôme", "Geneviève",
			"François", "Élodie", "Loïc", "Amélie", "Guillaume", "Océane", "Benoît", "Anaïs", "Cédric", "Simone", "Raphaël",
		},
		last: []string{
			"Tremblay", "Gagnon", "Roy", "Côté", "Bouchard", "Gauthier", "Morin", "Lavoie", "Fortin", "Gagné", "Ouellet", "Pelletier", "Bélanger",
			"Lévesque", "Bergeron", "Leblanc", "Paquette", "Girard", "Simard", "Boucher", "Caron", "Beaulieu", "Cloutier", "Dubé",
		},
		trades:    []string{"Boulangerie", "Garage", "Clinique dentaire", "Librairie", "Quincaillerie", "Pharmacie", "Fleuriste", "Notaires"},
		household: "Famille %s", business: "%[2]s %[1]s",
		departments: []company.CompanyDepartment{
			{PhoneNumber: "+15145550110", Email: "soutien@port.example"},
			{PhoneNumber: "+15145550120", Email: "facturation@port.example"},
			{PhoneNumber: "+15145550130", Email: "ventes@port.example"},
		},
	}
}
