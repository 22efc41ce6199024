import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSse } from './read-sse'

async function* inPieces(text: string, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let rest = Buffer.from(text)
  for (const size of sizes) {
    yield rest.subarray(0, size)
    rest = rest.subarray(size)
  }
  yield rest
}

async function readAll(text: string, sizes: readonly number[] = []): Promise<string[]> {
  const found: string[] = []
  for await (const data of readSse(inPieces(text, sizes))) found.push(data)
  return found
}

test('returns the same events wherever the network splits them, for any line ends', async () => {
  const line = fc.constantFrom('data: a', 'data:b', 'data: 你好 \u{1f600}', 'event: x', ': ping', 'data', '')
  const sizes = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(fc.array(line), sizes, fc.constantFrom('\r\n', '\r'), async (lines, cuts, end) => {
      const complete = await readAll(lines.map((text) => `${text}\n`).join(''))
      expect(await readAll(lines.map((text) => text + end).join(''), cuts)).toEqual(complete)
    }),
  )
})

test('joins the data lines of an event, and ignores comments, other fields and empty events', async () => {
  const text =
    '\ufeffdata: one\n\n: ping\n\nevent: x\nid: 1\n\n\n\ndata: two\nevent: y\ndata:three\n\ndata:\n\ndata: last'
  expect(await readAll(text)).toEqual(['one', 'two\nthree', 'last'])
})

test('rejects an endless event', async () => {
  await expect(readAll(`data: ${'x'.repeat(4_000_001)}`)).rejects.toThrow('too long')
})
