package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	os.Exit(int(run()))
}

// run is main with a result. An interrupt ends watch and log quietly.
func run() exit {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := newApp(world{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		getenv: os.Getenv,
		zone:   time.Local,
		cells:  terminalCells(os.Stdout),
		asks:   terminalCells(os.Stdin) > 0 && terminalCells(os.Stdout) > 0,
	})
	return a.run(ctx, os.Args[1:])
}
