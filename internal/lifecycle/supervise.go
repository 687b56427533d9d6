package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// The pauses before something that failed is run again: doubled from the first to the last, and back to the first once it
// has run for as long as the last.
const (
	firstPause = time.Second
	lastPause  = time.Minute
)

// Supervise calls run until ctx ends, and again after a pause whenever it returns an error or panics. A run that returns
// nil is done and is not called again. name is for the log.
func Supervise(ctx context.Context, log *slog.Logger, name string, run func(ctx context.Context) error) {
	pause := firstPause
	for {
		began := time.Now()
		err := safely(ctx, run)
		if err == nil || ctx.Err() != nil {
			return
		}
		if time.Since(began) >= lastPause {
			pause = firstPause
		}
		log.Error("a service failed and will be run again", "service", name, "error", err, "pause", pause)
		if !sleep(ctx, pause) {
			return
		}
		pause = min(2*pause, lastPause)
	}
}

// safely turns a panic of run into an error with its stack, so that one broken channel does not end all others.
func safely(ctx context.Context, run func(ctx context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	err = run(ctx)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil // it was told to stop, and did
	}
	return err
}

// sleep waits for d and reports whether ctx has not ended before.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
