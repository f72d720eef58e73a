package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// calls is what a run of load is asked for.
type calls struct {
	url       string
	count     int64
	inFlight  int
	method    string
	text      string
	padding   string
	apiKey    string
	authority string
	identity  string
	limit     time.Duration
	waitFrom  time.Duration
	waitTo    time.Duration
	http1Only bool
}

// failure is one call that did not succeed; without a status there was no
// answer.
type failure struct {
	ID     int64  `json:"id"`
	Status int    `json:"status"`
	Error  string `json:"error"`
}

// load makes calls as a Go program would that changed nothing of net/http but
// the certificates and what flags say, and prints how many it made and those
// that failed as JSON.
func load(arguments []string) error {
	var c calls
	var text, padding int
	flags := flag.NewFlagSet("load", flag.ExitOnError)
	flags.StringVar(&c.url, "url", "", "scheme, host and port of the server")
	flags.Int64Var(&c.count, "calls", 1, "how many calls to make")
	flags.IntVar(&c.inFlight, "in-flight", 1, "how many of them at once")
	flags.StringVar(&c.method, "method", http.MethodPost, "GET or POST")
	flags.IntVar(&text, "text", 0, "bytes of text in a payment")
	flags.IntVar(&padding, "padding", 0, "bytes of a header of no meaning")
	flags.StringVar(&c.apiKey, "api-key", "", "the partner's key")
	flags.StringVar(&c.authority, "authority", "", "file of the certificate to trust (PEM)")
	flags.StringVar(&c.identity, "identity", "", "file of the client's certificate and key (PEM)")
	flags.DurationVar(&c.limit, "limit", 0, "how long to begin calls, if it has an end")
	flags.DurationVar(&c.waitFrom, "wait-from", 0, "the shortest wait between two calls of one worker")
	flags.DurationVar(&c.waitTo, "wait-to", 0, "the longest")
	flags.BoolVar(&c.http1Only, "http1-only", false, "speak HTTP/1.1 whatever the server offers")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	c.text, c.padding = strings.Repeat("x", text), strings.Repeat("x", padding)
	clients, err := c.clients()
	if err != nil {
		return err
	}
	made, failed := c.all(clients)
	return json.NewEncoder(os.Stdout).Encode(struct {
		Made   int64     `json:"made"`
		Failed []failure `json:"failed"`
	}{made, failed})
}

// clients gives each worker its client: one that all share, or one each where
// they wait between their calls.
func (c *calls) clients() ([]*http.Client, error) {
	clients := make([]*http.Client, c.inFlight)
	for i := range clients {
		if i > 0 && c.waitTo == 0 {
			clients[i] = clients[0]
			continue
		}
		client, err := c.client()
		if err != nil {
			return nil, err
		}
		clients[i] = client
	}
	return clients, nil
}

// client is http.DefaultTransport with the certificates of the test.
func (c *calls) client() (*http.Client, error) {
	pem, err := os.ReadFile(c.authority)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{RootCAs: x509.NewCertPool()}
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("there is no certificate in `%s`", c.authority)
	}
	if c.identity != "" {
		identity, err := tls.LoadX509KeyPair(c.identity, c.identity)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{identity}
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = config
	transport.ForceAttemptHTTP2 = !c.http1Only
	if c.http1Only {
		// As net/http documents it: a map that is not nil and has no HTTP/2.
		transport.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	}
	return &http.Client{Transport: transport, Timeout: 30 * time.Second}, nil
}

// all makes the calls, and gives their number and those that failed.
func (c *calls) all(clients []*http.Client) (int64, []failure) {
	var next int64
	var workers sync.WaitGroup
	var lock sync.Mutex
	failed := []failure{}
	begun := time.Now()
	for _, client := range clients {
		workers.Add(1)
		go func(client *http.Client) {
			defer workers.Done()
			for c.limit == 0 || time.Since(begun) <= c.limit {
				id := atomic.AddInt64(&next, 1) - 1
				if id >= c.count {
					return
				}
				if status, err := c.one(client, strconv.FormatInt(id, 10)); err != nil {
					lock.Lock()
					failed = append(failed, failure{id, status, err.Error()})
					lock.Unlock()
				}
				c.wait()
			}
		}(client)
	}
	workers.Wait()
	made := next
	if made > c.count {
		made = c.count
	}
	return made, failed
}

// wait waits as a worker does between its calls, if it does.
func (c *calls) wait() {
	if c.waitTo == 0 {
		return
	}
	spread := int64(c.waitTo-c.waitFrom) + 1
	time.Sleep(c.waitFrom + time.Duration(rand.Int63n(spread)))
}

// one makes one call; an error with a status is an answer other than a success.
func (c *calls) one(client *http.Client, id string) (int, error) {
	var body io.Reader
	if c.method == http.MethodPost {
		sent, err := json.Marshal(newPayment{Reference: id, Remittance: c.text})
		if err != nil {
			return 0, err
		}
		// http.NewRequest sets GetBody for this reader.
		body = bytes.NewReader(sent)
	}
	request, err := http.NewRequest(c.method, c.url+payments+id, body)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("X-Connectpay-Api-Key", c.apiKey)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.padding != "" {
		request.Header.Set("X-Padding", c.padding)
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return response.StatusCode, errors.New(response.Status)
	}
	if err != nil {
		return 0, err
	}
	var answered payment
	if err := json.Unmarshal(content, &answered); err != nil {
		return 0, err
	}
	if answered.Reference != id {
		return 0, errors.New("the answer is another call's")
	}
	return 0, nil
}
