// Package httpd is what all HTTP surfaces of the hub share: who asks, request ids, caps on bodies, the answer to a panic,
// headers that keep browsers safe, the access log, and problem documents made of errors in one place. It has no routes
// and knows nothing of what a request is about.
package httpd
