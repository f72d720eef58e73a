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
}

// failure is one call that did not succeed; without a status there was no
// answer.
type failure struct {
	ID     int64  `json:"id"`
	Status int    `json:"status"`
	Error  string `json:"error"`
}

// load makes calls as a Go program would that changed nothing of net/http but
// the certificates, and prints those that failed as JSON.
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
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	c.text, c.padding = strings.Repeat("x", text), strings.Repeat("x", padding)
	client, err := c.client()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(struct {
		Failed []failure `json:"failed"`
	}{c.all(client)})
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
	transport.ForceAttemptHTTP2 = true
	return &http.Client{Transport: transport, Timeout: 30 * time.Second}, nil
}

func (c *calls) all(client *http.Client) []failure {
	var next int64
	var workers sync.WaitGroup
	var lock sync.Mutex
	failed := []failure{}
	for i := 0; i < c.inFlight; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for {
				id := atomic.AddInt64(&next, 1) - 1
				if id >= c.count {
					return
				}
				if status, err := c.one(client, strconv.FormatInt(id, 10)); err != nil {
					lock.Lock()
					failed = append(failed, failure{id, status, err.Error()})
					lock.Unlock()
				}
			}
		}()
	}
	workers.Wait()
	return failed
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
