import 'server-only'
import { crc32 } from 'node:zlib'

/** An `application/vnd.amazon.eventstream` message. */
export interface AwsEvent {
  /** Headers with text values, such as `:event-type`. */
  headers: ReadonlyMap<string, string>
  payload: Buffer
}

const MAX_MESSAGE_BYTES = 16 * 1024 * 1024
/** Total length, header length and the checksum of both; a checksum of the whole message is at its end. */
const PRELUDE_BYTES = 12
const CHECKSUM_BYTES = 4

/** @throws Error on invalid lengths, checksums or headers, or when the stream ends inside a message */
export async function* readAwsEvents(body: AsyncIterable<Uint8Array>): AsyncIterable<AwsEvent> {
  let pieces: Buffer[] = []
  let size = 0
  let needed = PRELUDE_BYTES
  for await (const bytes of body) {
    pieces.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    size += bytes.byteLength
    // Concatenates only once a message may be complete, to avoid copying many small pieces
    // repeatedly.
    if (size < needed) continue
    let buffer = Buffer.concat(pieces, size)
    needed = neededOf(buffer)
    while (needed > PRELUDE_BYTES && buffer.length >= needed) {
      yield readMessage(buffer.subarray(0, needed))
      buffer = buffer.subarray(needed)
      needed = neededOf(buffer)
    }
    pieces = [buffer]
    size = buffer.length
  }
  if (size > 0) throw new Error('The event stream ends in the middle of a message.')
}

/** Number of bytes needed before anything can be read. */
function neededOf(buffer: Buffer): number {
  if (buffer.length < PRELUDE_BYTES) return PRELUDE_BYTES
  const total = buffer.readUInt32BE(0)
  const headers = buffer.readUInt32BE(4)
  if (crc32(buffer.subarray(0, 8)) !== buffer.readUInt32BE(8))
    throw new Error('A message of the event stream is damaged.')
  if (total > MAX_MESSAGE_BYTES) throw new Error('A message of the event stream is too long.')
  if (total < PRELUDE_BYTES + headers + CHECKSUM_BYTES)
    throw new Error('A message of the event stream has invalid lengths.')
  return total
}

function readMessage(message: Buffer): AwsEvent {
  const end = message.length - CHECKSUM_BYTES
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end))
    throw new Error('A message of the event stream is damaged.')
  const headersEnd = PRELUDE_BYTES + message.readUInt32BE(4)
  return {
    headers: readHeaders(message.subarray(PRELUDE_BYTES, headersEnd)),
    payload: message.subarray(headersEnd, end),
  }
}

const FIXED_SIZES: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 }
const BYTES_TYPE = 6
const TEXT_TYPE = 7

function readHeaders(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>()
  let index = 0
  const take = (count: number): Buffer => {
    if (index + count > bytes.length) throw new Error('A header of the event stream is truncated.')
    index += count
    return bytes.subarray(index - count, index)
  }
  while (index < bytes.length) {
    const name = take(take(1).readUInt8()).toString()
    const type = take(1).readUInt8()
    if (type === TEXT_TYPE || type === BYTES_TYPE) {
      const value = take(take(2).readUInt16BE())
      if (type === TEXT_TYPE) headers.set(name, value.toString())
      continue
    }
    const size = FIXED_SIZES[type]
    if (size === undefined) throw new Error('A header of the event stream has an unknown type.')
    take(size)
  }
  return headers
}
