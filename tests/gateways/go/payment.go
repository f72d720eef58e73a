package main

// newPayment is what a client sends. Its reference repeats the path's, so that
// two requests that were mixed up show.
type newPayment struct {
	Reference  string `json:"reference"`
	Remittance string `json:"remittance"`
}

// payment is what the application answers.
type payment struct {
	Reference string `json:"reference"`
	Status    string `json:"status"`
}
