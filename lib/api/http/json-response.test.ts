import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { jsonAnswer } from './json-response'

const large = { passages: Array.from({ length: 400 }, (_, index) => ({ id: index, text: `Passage ${index} — ü` })) }

test('compresses a large response for clients that accept gzip, with the matching header', async () => {
  const answer = await jsonAnswer(large, 'gzip, deflate, br, zstd')
  const body = Buffer.from(await answer.arrayBuffer())
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('vary')).toBe('accept-encoding')
  expect(JSON.parse(gunzipSync(body).toString())).toEqual(large)
  expect(body.length).toBeLessThan(JSON.stringify(large).length / 3)
})

test.each([null, '', 'br', 'gzip;q=0', 'identity'])('does not compress for %o', async (acceptEncoding) => {
  const answer = await jsonAnswer(large, acceptEncoding)
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(answer.headers.get('vary')).toBe('accept-encoding')
  expect(await answer.json()).toEqual(large)
})

test('does not compress a small response', async () => {
  const answer = await jsonAnswer({ ok: true }, 'gzip')
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(await answer.json()).toEqual({ ok: true })
})
