import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { jsonAnswer } from './json-response'

const large = { passages: Array.from({ length: 400 }, (_, index) => ({ id: index, text: `Passage ${index} — ü` })) }

test('compresses a large response for clients that accept gzip, with the matching header', async () => {
  const response = await jsonAnswer(large, 'gzip, deflate, br, zstd')
  const body = Buffer.from(await response.arrayBuffer())
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('vary')).toBe('accept-encoding')
  expect(JSON.parse(gunzipSync(body).toString())).toEqual(large)
  expect(body.length).toBeLessThan(JSON.stringify(large).length / 3)
})

test.each([null, '', 'br', 'gzip;q=0', 'identity'])('does not compress for %o', async (acceptEncoding) => {
  const response = await jsonAnswer(large, acceptEncoding)
  expect(response.headers.get('content-encoding')).toBeNull()
  expect(response.headers.get('vary')).toBe('accept-encoding')
  expect(await response.json()).toEqual(large)
})

test('does not compress a small response', async () => {
  const response = await jsonAnswer({ ok: true }, 'gzip')
  expect(response.headers.get('content-encoding')).toBeNull()
  expect(await response.json()).toEqual({ ok: true })
})
