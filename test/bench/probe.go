package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// probe is one kind of reading: what the issue asks of its p95, and a path for each time.
type probe struct {
	name   string
	target string
	token  string
	paths  []string
}

// What issue 3 asks for, of p95 in milliseconds.
const (
	listTarget   = "< 15"
	searchTarget = "< 50"
)

// reader asks a hub.
type reader struct {
	*bed
	client *http.Client
}

// get reads path and gives how long that took.
func (r reader) get(ctx context.Context, token, path string, into any) (time.Duration, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+r.addr+path, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	began := time.Now()
	answer, err := r.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	took := time.Since(began)
	if err != nil || answer.StatusCode != http.StatusOK {
		return 0, errors.Join(err, fmt.Errorf("%s: %s %.200s", path, answer.Status, raw))
	}
	if into == nil {
		return took, nil
	}
	return took, json.Unmarshal(raw, into)
}

// row is what the probes need of a row of any list.
type row struct {
	ID        string
	Name      string
	Title     string
	Position  int64
	Preview   string
	Addresses []struct{ Value string }
	Address   struct{ Value string }
	Tags      []struct{ ID string }
	Account   *struct{ ID string }
}

// deep walks a list to its depth, in big pages, and gives the places on the way as paths, and the rows.
func (r reader) deep(ctx context.Context, token, path string, pages int) (paths []string, rows []row, err error) {
	join := "?"
	if strings.Contains(path, "?") {
		join = "&"
	}
	cursor := ""
	for range pages {
		var page struct {
			Items []row
			Next  *string
		}
		if _, err := r.get(ctx, token, path+join+"limit=200&cursor="+cursor, &page); err != nil {
			return nil, nil, err
		}
		rows = append(rows, page.Items...)
		if page.Next == nil {
			break
		}
		cursor = url.QueryEscape(*page.Next)
		paths = append(paths, path+join+"cursor="+cursor)
	}
	return paths, rows, nil
}

// probes are all kinds, with real ids, names and places out of the hub.
func (r reader) probes(ctx context.Context, f filledBed) ([]probe, error) {
	list := func(name string, paths ...string) probe { return probe{name, listTarget, f.Writer, paths} }
	deep, threads, err := r.deep(ctx, f.Writer, "/api/v2/conversations", 300)
	if err != nil {
		return nil, err
	}
	out := []probe{
		list("conversations", "/api/v2/conversations"), list("conversations, deep", deep...),
		list("conversations of a channel", "/api/v2/conversations?channel_id="+string(f.Lines[0].ChannelID), "/api/v2/conversations?channel_id="+string(f.Lines[1].ChannelID)),
		list("unread, nearly all read", "/api/v2/conversations?unread=true"),
		{"unread, nothing read", listTarget, f.Director, []string{"/api/v2/conversations?unread=true"}},
	}
	var newest, older []string
	for _, t := range threads {
		newest = append(newest, "/api/v2/conversations/"+t.ID+"/messages")
		if t.Position > 60 {
			older = append(older, fmt.Sprintf("/api/v2/conversations/%s/messages?before=%d", t.ID, 50+rand.Int64N(t.Position-50)))
		}
	}
	out = append(out, list("thread, newest page", newest...), list("thread, older page", older...))
	for _, of := range []struct{ what, sorts string }{{"contacts", "name -name created -created activity -activity"}, {"accounts", "name -name number created -activity"}} {
		for sort := range strings.FieldsSeq(of.sorts) {
			path := "/api/v2/" + of.what + "?sort=" + sort
			deep, _, err := r.deep(ctx, f.Writer, path, 40)
			if err != nil {
				return nil, err
			}
			out = append(out, list(of.what+" by "+sort, path), list(of.what+" by "+sort+", deep", deep...))
		}
	}
	_, people, err := r.deep(ctx, f.Writer, "/api/v2/contacts?sort=-created", 100)
	if err != nil {
		return nil, err
	}
	return append(append(out, r.filters(f, people)...), r.searches(f, people, threads)...), nil
}

// filters are the lists with one condition each.
func (r reader) filters(f filledBed, people []row) (out []probe) {
	tags, accounts := map[string]bool{}, []string{}
	for _, p := range people {
		for _, t := range p.Tags {
			tags["/api/v2/contacts?tag_id="+t.ID] = true
		}
		if p.Account != nil {
			accounts = append(accounts, "/api/v2/contacts?account_id="+p.Account.ID)
		}
	}
	var tagged []string
	for path := range tags {
		tagged = append(tagged, path)
	}
	out = append(out, probe{"contacts with a tag", listTarget, f.Writer, tagged}, probe{"contacts of an account", listTarget, f.Writer, accounts})
	for _, filter := range []string{
		"contacts?language=es", "contacts?sms_opt_in=opted_in", "contacts?sms_opt_in=opted_out", "contacts?sms_opt_in=none", "contacts?has_email=true", "contacts?has_email=false",
		"contacts?archived=only", "contacts?archived=only&sort=-activity", "accounts?status=lead", "accounts?delinquent=true", "accounts?archived=only",
	} {
		out = append(out, probe{filter, listTarget, f.Writer, []string{"/api/v2/" + filter}})
	}
	return out
}

// searches are what people type.
func (r reader) searches(f filledBed, people, threads []row) (out []probe) {
	typed := map[string][]string{
		"no hit": {"qxzzy", "zzyx wvut", "99999999999"}, "frequent word": {"the", "internet", "payment"}, "two frequent words": {"internet the", "payment router", "technician tomorrow"},
		"beginning of a word": {"te", "in", "b", "pay"},
	}
	for range 200 {
		p, t := people[rand.IntN(len(people))], threads[rand.IntN(len(threads))]
		first, last, _ := strings.Cut(p.Name, " ")
		typed["first name"] = append(typed["first name"], first)
		typed["last name"] = append(typed["last name"], last)
		typed["whole name"] = append(typed["whole name"], p.Name)
		typed["beginning of a name"] = append(typed["beginning of a name"], string([]rune(last)[:2]))
		n := t.Address.Value // +12025550143
		typed["number"] = append(typed["number"], n, "("+n[2:5]+") "+n[5:8]+"-"+n[8:])
		typed["piece of a number"] = append(typed["piece of a number"], n[5:8]+"-"+n[8:], n[8:], n[2:5], n[2:8])
		if words := strings.Fields(t.Preview); len(words) > 3 {
			typed["word of a text"] = append(typed["word of a text"], words[rand.IntN(3)])
			longest := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
			typed["rare word"] = append(typed["rare word"], longest)
			typed["two words"] = append(typed["two words"], words[1]+" "+longest)
		}
	}
	var kinds []string
	for kind := range typed {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		for _, what := range []string{"conversations", "contacts", "accounts"} {
			var paths []string
			for _, query := range typed[kind] {
				paths = append(paths, "/api/v2/"+what+"?q="+url.QueryEscape(query))
			}
			out = append(out, probe{"search " + what + ": " + kind, searchTarget, f.Writer, paths})
		}
	}
	return out
}

// round asks each probe so often, by so many users at a time, and gives the latencies of each in milliseconds, sorted. Each
// user goes through the probes in an order of his own, so that all kinds meet.
func (r reader) round(ctx context.Context, probes []probe, users, times int) (map[string][]float64, error) {
	var (
		all  sync.WaitGroup
		mu   sync.Mutex
		out  = map[string][]float64{}
		errs []error
	)
	for range users {
		all.Go(func() {
			for range times {
				for _, i := range rand.Perm(len(probes)) {
					p := probes[i]
					took, err := r.get(ctx, p.token, p.paths[rand.IntN(len(p.paths))], nil)
					mu.Lock()
					out[p.name] = append(out[p.name], took.Seconds()*1000)
					errs = append(errs, err)
					mu.Unlock()
					if err != nil {
						return
					}
				}
			}
		})
	}
	all.Wait()
	for _, each := range out {
		slices.Sort(each)
	}
	return out, errors.Join(errs...)
}

func percentile(sorted []float64, p float64) float64 {
	return sorted[min(len(sorted)-1, int(p*float64(len(sorted))))]
}
