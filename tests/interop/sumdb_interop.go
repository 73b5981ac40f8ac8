// The other side of tlog_interop.cc, made of golang.org/x/mod/sumdb (tlog and note): checks a log that Constat
// wrote, and writes one for Constat to check. See there for the files.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	origin     = "example.com/interop"
	tileHeight = 8
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "sumdb:", err)
		os.Exit(1)
	}
}

func demand(ok bool, format string, args ...interface{}) {
	if !ok {
		must(fmt.Errorf(format, args...))
	}
}

func entry(i int64) []byte { return []byte(fmt.Sprintf("entry %d\n", i)) }

func sample(i, size int64) bool { return size <= 300 || i%(size/97) == 0 || i+3 > size }

// tilePath is c2sp.org/tlog-tiles' path of a tile: without the height, and with entries for data.
func tilePath(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// hashStore holds all hashes of a tree as tlog.StoredHashes yields them.
type hashStore []tlog.Hash

func (s hashStore) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, s[i])
	}
	return out, nil
}

func (s *hashStore) add(i int64, data []byte) {
	hashes, err := tlog.StoredHashes(i, data, *s)
	must(err)
	*s = append(*s, hashes...)
}

func (s hashStore) root(size int64) tlog.Hash {
	if size == 0 {
		return sha256.Sum256(nil) // tlog.TreeHash predates RFC 6962's empty tree
	}
	hash, err := tlog.TreeHash(size, s)
	must(err)
	return hash
}

// files reads the tiles of a record, and lets tlog authenticate them.
type files string

func (f files) Height() int                                { return tileHeight }
func (f files) SaveTiles(tiles []tlog.Tile, data [][]byte) {}
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), tilePath(tile)))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// allTiles are the tiles of a tree of size entries, each as wide as it is then.
func allTiles(size int64) []tlog.Tile {
	widest := map[string]tlog.Tile{}
	for _, tile := range tlog.NewTiles(tileHeight, 0, size) {
		key := fmt.Sprint(tile.L, "/", tile.N)
		if old, ok := widest[key]; !ok || old.W < tile.W {
			widest[key] = tile
		}
	}
	var out []tlog.Tile
	for _, tile := range widest {
		out = append(out, tile)
	}
	return out
}

// cosigner verifies c2sp.org/tlog-cosignature's Ed25519 cosignatures.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
	time uint64
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.id }
func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	c.time = binary.BigEndian.Uint64(sig)
	return ed25519.Verify(c.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", c.time, msg)), sig[8:])
}

func newCosigner(vkey string) *cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	demand(len(parts) == 3, "malformed key %q", vkey)
	material, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	demand(len(material) == 33 && material[0] == 4, "not a cosignature key: %q", vkey)
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), material...))
	id := binary.BigEndian.Uint32(sum[:])
	demand(parts[1] == fmt.Sprintf("%08x", id), "wrong key id in %q", vkey)
	return &cosigner{name: parts[0], id: id, key: material[1:]}
}

// openCheckpoint demands the signatures of the log and both witnesses, and returns the tree.
func openCheckpoint(folder string) tlog.Tree {
	keys, err := os.ReadFile(filepath.Join(folder, "keys"))
	must(err)
	lines := strings.Split(strings.TrimSuffix(string(keys), "\n"), "\n")
	demand(len(lines) == 3, "expected three keys")
	log, err := note.NewVerifier(lines[0])
	must(err)
	w0, w1 := newCosigner(lines[1]), newCosigner(lines[2])
	data, err := os.ReadFile(filepath.Join(folder, "record", "checkpoint"))
	must(err)
	opened, err := note.Open(data, note.VerifierList(log, w0, w1))
	must(err)
	demand(len(opened.Sigs) == 3 && len(opened.UnverifiedSigs) == 0, "not all signatures verify")
	demand(w0.time == 1679315147 && w1.time == 1679315148, "wrong times of cosignatures")
	body := strings.Split(opened.Text, "\n")
	demand(len(body) == 4 && body[0] == origin, "malformed checkpoint")
	size, err := strconv.ParseInt(body[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(body[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

func readBundle(record string, tile tlog.Tile) [][]byte {
	data, err := os.ReadFile(filepath.Join(record, tilePath(tile)))
	must(err)
	var out [][]byte
	for len(data) > 0 {
		demand(len(data) >= 2, "truncated bundle")
		n := int(binary.BigEndian.Uint16(data))
		demand(len(data) >= 2+n, "truncated bundle")
		out = append(out, data[2:2+n])
		data = data[2+n:]
	}
	demand(len(out) == tile.W, "a bundle of %d entries instead of %d", len(out), tile.W)
	return out
}

func parseHashes(words []string) []tlog.Hash {
	var out []tlog.Hash
	for _, word := range words {
		data, err := hex.DecodeString(word)
		must(err)
		demand(len(data) == tlog.HashSize, "a hash of the wrong length")
		var hash tlog.Hash
		copy(hash[:], data)
		out = append(out, hash)
	}
	return out
}

func checkProof(line string, tree tlog.Tree) {
	words := strings.Fields(line)
	demand(len(words) >= 4, "malformed proof line")
	first, err := strconv.ParseInt(words[1], 10, 64)
	must(err)
	size, err := strconv.ParseInt(words[2], 10, 64)
	must(err)
	demand(size == tree.N, "a proof of another tree")
	hashes := parseHashes(words[3:])
	if words[0] == "inclusion" {
		demand(hashes[0] == tlog.RecordHash(entry(first)), "wrong leaf hash")
		must(tlog.CheckRecord(hashes[1:], tree.N, tree.Hash, first, hashes[0]))
	} else {
		must(tlog.CheckTree(hashes[1:], tree.N, tree.Hash, first, hashes[0]))
	}
}

func check(folder string, size int64) {
	record := filepath.Join(folder, "record")
	tree := openCheckpoint(folder)
	demand(tree.N == size, "a tree of %d entries", tree.N)
	var hashes hashStore
	for i := int64(0); i < size; i++ {
		hashes.add(i, entry(i))
	}
	demand(hashes.root(size) == tree.Hash, "another root")
	count := 1
	for _, tile := range allTiles(size) {
		want, err := tlog.ReadTileData(tile, hashes)
		must(err)
		have, err := os.ReadFile(filepath.Join(record, tilePath(tile)))
		must(err)
		demand(bytes.Equal(want, have), "%s differs", tilePath(tile))
		count++
		if tile.L > 0 {
			continue
		}
		tile.L = -1
		for k, data := range readBundle(record, tile) {
			demand(bytes.Equal(data, entry(tile.N<<tileHeight+int64(k))), "another entry in %s", tilePath(tile))
		}
		count++
	}
	must(filepath.Walk(record, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			count--
		}
		return err
	}))
	demand(count == 0, "the record has other files than its tree calls for")
	if size > 0 {
		reader := tlog.TileHashReader(tree, files(record))
		for i := int64(0); i < size; i++ {
			if sample(i, size) {
				proof, err := tlog.ProveRecord(size, i, reader)
				must(err)
				must(tlog.CheckRecord(proof, size, tree.Hash, i, tlog.RecordHash(entry(i))))
			}
		}
	}
	proofs, err := os.ReadFile(filepath.Join(folder, "proofs"))
	must(err)
	checked := int64(0)
	for _, line := range strings.Split(strings.TrimSuffix(string(proofs), "\n"), "\n") {
		if line != "" {
			checkProof(line, tree)
			checked++
		}
	}
	demand(checked >= size || checked >= 90, "too few proofs")
	fmt.Printf("sumdb: %d entries, %d proofs of the other side verify\n", size, checked)
}

func writeFile(path string, data []byte) {
	must(os.MkdirAll(filepath.Dir(path), 0o755))
	must(os.WriteFile(path, data, 0o644))
}

func formatHashes(hashes []tlog.Hash) string {
	out := ""
	for _, hash := range hashes {
		out += " " + hex.EncodeToString(hash[:])
	}
	return out + "\n"
}

func write(folder string, size int64) {
	record := filepath.Join(folder, "record")
	var hashes hashStore
	for i := int64(0); i < size; i++ {
		hashes.add(i, entry(i))
	}
	for _, tile := range allTiles(size) {
		data, err := tlog.ReadTileData(tile, hashes)
		must(err)
		writeFile(filepath.Join(record, tilePath(tile)), data)
		if tile.L > 0 {
			continue
		}
		tile.L = -1
		var bundle []byte
		for k := 0; k < tile.W; k++ {
			data := entry(tile.N<<tileHeight + int64(k))
			bundle = append(bundle, byte(len(data)>>8), byte(len(data)))
			bundle = append(bundle, data...)
		}
		writeFile(filepath.Join(record, tilePath(tile)), bundle)
	}
	root := hashes.root(size)
	private, public, err := note.GenerateKey(zeros{}, origin)
	must(err)
	signer, err := note.NewSigner(private)
	must(err)
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	must(err)
	writeFile(filepath.Join(record, "checkpoint"), signed)
	writeFile(filepath.Join(folder, "keys"), []byte(public+"\n"))
	proofs := ""
	for i := int64(0); i < size; i++ {
		if !sample(i, size) {
			continue
		}
		inclusion, err := tlog.ProveRecord(size, i, hashes)
		must(err)
		leaf := tlog.RecordHash(entry(i))
		proofs += fmt.Sprintf("inclusion %d %d", i, size) + formatHashes(append([]tlog.Hash{leaf}, inclusion...))
		if i == 0 {
			continue
		}
		consistency, err := tlog.ProveTree(size, i, hashes)
		must(err)
		proofs += fmt.Sprintf("consistency %d %d", i, size) + formatHashes(append([]tlog.Hash{hashes.root(i)}, consistency...))
	}
	writeFile(filepath.Join(folder, "proofs"), []byte(proofs))
}

// zeros makes the key the same each time.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0
	}
	return len(p), nil
}

func main() {
	demand(len(os.Args) == 4, "usage: sumdb_interop check|write FOLDER SIZE")
	size, err := strconv.ParseInt(os.Args[3], 10, 64)
	must(err)
	if os.Args[1] == "write" {
		write(os.Args[2], size)
	} else {
		check(os.Args[2], size)
	}
}
