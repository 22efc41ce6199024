import { expect, test } from 'vitest'
import { isOffline, parseError } from './parse-error'

test('what a proxy says when nobody is behind it is no answer; what the server itself says is one', async () => {
  const proxy = await parseError(new Response('<h1>Bad Gateway</h1>', { status: 502 }))
  const own = await parseError(
    Response.json({ error: { code: 'UNAVAILABLE', message: 'The provider is down.' } }, { status: 503 }),
  )
  const crash = await parseError(new Response('oops', { status: 500 }))
  expect([proxy, own, crash].map(isOffline)).toEqual([true, false, false])
  expect([proxy, own, crash].map(({ code }) => code)).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'INTERNAL'])
})
