package work

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"parley/internal/clock"
	"parley/internal/parley"
)

// Leases keeps who runs what. Every method is a unit of work of its own.
type Leases interface {
	// AcquireLease takes the resource for owner until expires unless another holds it now. The epoch grows with
	// every acquisition and is named by each claim, so that a late owner can write nothing.
	AcquireLease(ctx context.Context, resource, owner string, now, expires time.Time) (epoch int64, held bool, err error)
	// RenewLease reports false when the lease is no longer this owner's.
	RenewLease(ctx context.Context, resource, owner string, epoch int64, expires time.Time) (bool, error)
	// ReleaseLease lets it go at once; it is no error if it was lost before.
	ReleaseLease(ctx context.Context, resource, owner string, epoch int64) error
}

// The times of a lease: it lasts 10 s, is renewed every 3, or tried again every second, and an owner that could not renew
// for 5 stops: well before another may begin.
const (
	LeaseTime   = 10 * time.Second
	renewEvery  = 3 * time.Second
	retryEvery  = time.Second
	stopWithout = 5 * time.Second
)

// ErrLost says that the lease went to another owner while work was under way.
var ErrLost = errors.New("work: the lease was lost")

// Owner holds leases in the name of one process.
type Owner struct {
	Name   string // unique to the process
	Leases Leases
	Clock  clock.Clock
	Log    *slog.Logger
}

// Hold takes the lease on the resource as soon as it is free and runs f under it; f's ctx ends when the lease is lost.
// The lease is kept until f returns, also while f ends because ctx has, and is then released. Hold returns f's error, or
// ctx's.
func (o *Owner) Hold(ctx context.Context, resource string, f func(ctx context.Context, epoch int64) error) error {
	epoch, err := o.acquire(ctx, resource)
	if err != nil {
		return err
	}
	inner, cancel := context.WithCancelCause(ctx)
	keeping, release := context.WithCancel(context.WithoutCancel(ctx))
	kept := make(chan error, 1)
	go func() {
		lost := o.keep(keeping, resource, epoch)
		cancel(lost)
		kept <- lost
	}()
	err = f(inner, epoch)
	release()
	if lost := <-kept; lost != nil {
		return lost
	}
	return errors.Join(err, o.Leases.ReleaseLease(context.WithoutCancel(ctx), resource, o.Name, epoch))
}

func (o *Owner) acquire(ctx context.Context, resource string) (int64, error) {
	for {
		now := o.Clock.Now()
		epoch, held, err := o.Leases.AcquireLease(ctx, resource, o.Name, now, now.Add(LeaseTime))
		switch {
		case parley.IsKind(err, parley.Unavailable): // as in a loop: who cannot store has said so
		case err != nil && ctx.Err() == nil:
			o.Log.Error("could not ask for a lease", "resource", resource, "error", err)
		case held:
			return epoch, nil
		}
		if err := pause(ctx, o.Clock, renewEvery); err != nil {
			return 0, err
		}
	}
}

// keep renews until ctx ends; it returns ErrLost when that fails for too long.
func (o *Owner) keep(ctx context.Context, resource string, epoch int64) error {
	renewed, next := o.Clock.Now(), renewEvery
	for pause(ctx, o.Clock, next) == nil {
		now := o.Clock.Now()
		held, err := o.Leases.RenewLease(ctx, resource, o.Name, epoch, now.Add(LeaseTime))
		switch {
		case err == nil && held:
			renewed, next = now, renewEvery
		case ctx.Err() == nil && (err == nil || now.Sub(renewed) >= stopWithout):
			o.Log.Warn("a lease was lost", "resource", resource, "error", err)
			return ErrLost
		default:
			next = retryEvery
		}
	}
	return nil
}

func pause(ctx context.Context, clk clock.Clock, d time.Duration) error {
	timer := clk.Timer(d)
	defer timer.Stop()
	select {
	case <-timer.C():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
