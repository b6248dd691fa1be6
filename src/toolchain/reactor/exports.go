//go:build wasip1

// The exports of the WebAssembly reactor: memory for a request, and one call per operation.
package reactor

import "unsafe"

var (
	// held keeps the buffers handed to the host alive until their call.
	held = map[uintptr][]byte{}
	// answer keeps the last result alive until the next call.
	answer []byte
)

//go:wasmexport driftlock_alloc
func alloc(size int32) int32 {
	buffer := make([]byte, max(size, 1))
	address := uintptr(unsafe.Pointer(&buffer[0]))
	held[address] = buffer
	return int32(address)
}

// call takes the operation's name and its JSON request, frees both, and returns address<<32 | length of the JSON
// answer, which lives until the next call.
//
//go:wasmexport driftlock_call
func call(nameAddress, nameLength, requestAddress, requestLength int32) int64 {
	name := take(nameAddress, nameLength)
	request := take(requestAddress, requestLength)
	answer = run(string(name), request)
	return int64(uintptr(unsafe.Pointer(&answer[0])))<<32 | int64(len(answer))
}

func take(address, length int32) []byte {
	key := uintptr(uint32(address))
	buffer := held[key]
	delete(held, key)
	return buffer[:length]
}

// Main does nothing: a host calls operations.
func Main() {}
