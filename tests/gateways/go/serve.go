package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// serve is the application behind a gateway. Its standard output says what
// arrived, a line for each request's head and one for each whole request,
// written before anything is answered: what was written outlives the process.
//
// It ends when its standard input does, after the requests that it has begun.
func serve(arguments []string) error {
	flags := flag.NewFlagSet("serve", flag.ExitOnError)
	address := flags.String("address", "127.0.0.1:0", "where to listen")
	pause := flags.Duration("pause", 0, "how long to take for each answer")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		return err
	}
	handler := http.NewServeMux()
	handler.HandleFunc(payments, func(w http.ResponseWriter, r *http.Request) { answer(w, r, *pause) })
	server := &http.Server{Handler: handler}
	ended := make(chan error, 1)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		ended <- server.Shutdown(context.Background())
	}()
	note("listening", listener.Addr().String(), "")
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return <-ended
}

func answer(w http.ResponseWriter, r *http.Request, pause time.Duration) {
	reference := strings.TrimPrefix(r.URL.Path, payments)
	note("begun", r.Method, reference)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		// Nobody is left to answer.
		return
	}
	note("whole", r.Method, reference)
	time.Sleep(pause)
	status := http.StatusOK
	if r.Method == http.MethodPost {
		status = http.StatusCreated
		sent := newPayment{}
		if json.Unmarshal(body, &sent) != nil || sent.Reference != reference {
			http.Error(w, "the body is not this payment's", http.StatusUnprocessableEntity)
			return
		}
	}
	if r.Header.Get("X-Connectpay-Api-Key") == "" {
		http.Error(w, "there is no key", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(payment{Reference: reference, Status: "RCVD"})
}

// note writes one line with one system call, so that lines stay whole.
func note(what, which, reference string) {
	os.Stdout.WriteString(strings.TrimRight(fmt.Sprintf("%s %s %s", what, which, reference), " ") + "\n")
}
