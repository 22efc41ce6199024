import { crc32 } from 'node:zlib'

/** Encodes an `application/vnd.amazon.eventstream` message like AWS. */
export function awsEvent(headers: Readonly<Record<string, string>>, payload: unknown): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => textHeader(name, value)))
  const body = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
  const prelude = Buffer.alloc(12)
  prelude.writeUInt32BE(12 + head.length + body.length + 4, 0)
  prelude.writeUInt32BE(head.length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const message = Buffer.concat([prelude, head, body])
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(message))
  return Buffer.concat([message, checksum])
}

/** A service event, such as `contentBlockDelta` of Bedrock. */
export function awsServiceEvent(type: string, payload: unknown): Buffer {
  return awsEvent({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload)
}

/** A failure in mid-stream. */
export function awsException(type: string, message: string): Buffer {
  return awsEvent(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    { message },
  )
}

function textHeader(name: string, value: string): Buffer {
  const size = Buffer.alloc(2)
  size.writeUInt16BE(Buffer.byteLength(value))
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7]), size, Buffer.from(value)])
}
