/** The three wire types that ONNX needs, as plain byte arrays. Field numbers come from onnx.proto. */
const encoder = new TextEncoder()

export function varintField(field: number, value: number | bigint): Uint8Array {
  return concatBytes([varint(BigInt(field << 3)), varint(BigInt(value))])
}

export function bytesField(field: number, bytes: Uint8Array): Uint8Array {
  return concatBytes([bytesHead(field, bytes.length), bytes])
}

/** Header of a length-delimited field; writing it separately avoids copying megabytes. */
export function bytesHead(field: number, length: number): Uint8Array {
  return concatBytes([varint(BigInt((field << 3) | 2)), varint(BigInt(length))])
}

export function stringField(field: number, text: string): Uint8Array {
  return bytesField(field, encoder.encode(text))
}

export function floatField(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(5)
  bytes[0] = (field << 3) | 5
  new DataView(bytes.buffer).setFloat32(1, value, true)
  return bytes
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Negative numbers are written as 64-bit two's complement, as protobuf's int64 requires. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}
