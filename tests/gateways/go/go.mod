module connectpay.example/gateways

go 1.19
