import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EmbedClient } from './embed-client'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('does not request another token at once if the page’s tokens are rejected', async () => {
  const respond = vi.fn(async () => new Response(null, { status: 401 }))
  const client: EmbedClient = new EmbedClient({
    slug: 'shop',
    host: 'http://shop.test',
    readSid: () => null,
    writeSid: () => {},
    onIdentityNeeded: () => void client.identify('refused').catch(() => {}),
    fetch: respond,
  })
  client.identify('ended').catch(() => {})
  await vi.advanceTimersByTimeAsync(300)
  expect(respond).toHaveBeenCalledTimes(2)
})
