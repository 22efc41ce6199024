import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { awsEvent, awsServiceEvent } from '../../testing/aws-events'
import { type AwsEvent, readAwsEvents } from './event-stream'

async function readEvents(...pieces: Uint8Array[]): Promise<AwsEvent[]> {
  const events: AwsEvent[] = []
  for await (const event of readAwsEvents(Readable.from(pieces))) events.push(event)
  return events
}

// Amazon's published test vectors of the encoding: all types of headers, none, and damaged ones.
const ALL_HEADERS =
  '000000cc000000af0fae64ca0a6576656e742d747970650400' +
  '00a00c0c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0a626f6f6c2066616c7365010962' +
  '6f6f6c207472756500046279746502cf08627974652062756606001449276d2061206c6974746c6520746561706f742109' +
  '74696d657374616d7008000000000084' +
  '5fed05696e74313603002a05696e7436340500000000028757b204757569640901020304' +
  '05060708090a0b0c0d0e0f107b27666f6f273a27626172277daba5f10c'
const ONE_HEADER =
  '0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1'

test("reads Amazon's messages: every type of header, a single text header, none", async () => {
  const [all] = await readEvents(Buffer.from(ALL_HEADERS, 'hex'))
  expect([all?.headers.get('content-type'), all?.payload.toString()]).toEqual(['application/json', "{'foo':'bar'}"])
  const [one] = await readEvents(Buffer.from(ONE_HEADER, 'hex'))
  expect([...(one?.headers ?? [])]).toEqual([['content-type', 'application/json']])
  const [empty] = await readEvents(Buffer.from([0, 0, 0, 16, 0, 0, 0, 0, 5, 194, 72, 235, 125, 152, 200, 255]))
  expect([empty?.headers.size, empty?.payload.length]).toEqual([0, 0])
})

test.each([
  ['its total length', 3],
  ['the length of its headers', 7],
  ['a header', 20],
  ['its payload', 45],
  ['its checksum', 60],
])('rejects a message with a changed byte in %s', async (_, index) => {
  const bytes = Buffer.from(ONE_HEADER, 'hex')
  bytes[index] = (bytes[index] ?? 0) ^ 1
  await expect(readEvents(bytes)).rejects.toThrow(/damaged|middle of a message/)
})

test('reassembles messages, however the bytes are split', async () => {
  const bytes = Buffer.concat([1, 2, 3].map((n) => awsServiceEvent('delta', { text: 'ü'.repeat(n) })))
  for (const size of [1, 7, 16, 50, bytes.length]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    )
    expect((await readEvents(...pieces)).map(({ payload }) => JSON.parse(payload.toString()).text)).toEqual([
      'ü',
      'üü',
      'üüü',
    ])
  }
})

test('rejects a stream that ends inside a message, and an excessive length', async () => {
  const complete = awsEvent({ a: 'b' }, 'x')
  await expect(readEvents(complete.subarray(0, complete.length - 2))).rejects.toThrow('middle of a message')
  await expect(readEvents(complete.subarray(0, 5))).rejects.toThrow('middle of a message')
  await expect(readEvents(Buffer.from('HTTP/1.1 200 OK, and words'))).rejects.toThrow('damaged')
})
