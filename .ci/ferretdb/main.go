// Command ferretdb serves the MongoDB protocol on a loopback address from SQLite files, so that the
// contract of the MongoDB adapter can be checked on machines that have no mongod.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:27027", "address to listen on")
	data := flag.String("data", "", "folder for the databases; a fresh temporary one when empty")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *listen, *data); err != nil {
		log.Fatal(err)
	}
}

func serve(ctx context.Context, listen, data string) error {
	if data == "" {
		temporary, err := os.MkdirTemp("", "ferretdb-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		data = temporary
	}
	folder, err := filepath.Abs(data)
	if err != nil {
		return err
	}

	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: listen},
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/",
	})
	if err != nil {
		return err
	}

	stopped := make(chan error, 1)
	go func() { stopped <- server.Run(ctx) }()
	// FerretDB's SQLite backend loses updates that come over several connections at once; over one they are atomic.
	fmt.Println(server.MongoDBURI() + "?maxPoolSize=1")
	if err := <-stopped; err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}
