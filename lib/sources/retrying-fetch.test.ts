import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { retryingFetch } from './retrying-fetch'

const BUSY = () => new Response('', { status: 429, headers: { 'retry-after': '0' } })
const FAILS = () => new Response('', { status: 500 })
const FINE = () => new Response('fine')

/** Returns the responses in order, then repeats the last one. */
function retrying(answers: readonly (() => Response)[], isSecondary = false) {
  let calls = 0
  const fetch = async () => (answers[Math.min(calls++, answers.length - 1)] ?? FINE)()
  const send = retryingFetch(fetch, { signal: AbortSignal.timeout(10_000), everyMs: 0, backoffMs: 1, isSecondary })
  return {
    request: async () => (await send('https://service.example/', { purpose: 'page' })).status,
    calls: () => calls,
  }
}

test.each([
  ['fails three times', [FAILS, FAILS, FAILS, FINE], 200, 4],
  ['keeps failing', [FAILS], 500, 4],
  ['keeps asking to wait', [BUSY], 429, 4],
  // A permanently broken page must not turn a short pause into the end of a sync.
  ['fails three times and asks to wait in between', [FAILS, FAILS, FAILS, BUSY, FAILS], 500, 5],
  ['asks to wait three times and fails', [BUSY, BUSY, BUSY, FAILS, FINE], 200, 5],
])('retries a service that %s', async (_, answers, status, calls) => {
  const send = retrying(answers)
  expect([await send.request(), send.calls()]).toEqual([status, calls])
})

const DOWN = () => new Response('', { status: 503 })

test('stops after ten failed requests when the service is down, but not when it answers in between', async () => {
  const down = retrying([DOWN])
  for (let request = 1; request < 10; request += 1) expect(await down.request()).toBe(503)
  await expect(down.request()).rejects.toThrow('service.example has stopped responding')
  const beside = retrying([DOWN], true)
  for (let request = 1; request < 15; request += 1) expect(await beside.request()).toBe(503)

  // It answered once, then stopped.
  const unreachable = retrying([FINE, DOWN])
  for (let request = 0; request < 10; request += 1) await unreachable.request()
  await expect(unreachable.request()).rejects.toThrow('service.example has stopped responding')

  const failing = retrying([FAILS])
  for (let request = 1; request < 15; request += 1) expect(await failing.request()).toBe(500)
  const limping = retrying([...Array(36).fill(DOWN), FINE, DOWN])
  for (let request = 1; request < 19; request += 1) await limping.request()
  await expect(limping.request()).resolves.toBe(503)
})

test('continues after consecutive failures as long as the probe request answers', async () => {
  const requested: string[] = []
  const fetch = async (input: string | URL | Request) => {
    const path = new URL(String(input)).pathname
    requested.push(path)
    return path.startsWith('/broken') ? DOWN() : FINE()
  }
  const send = retryingFetch(fetch, { signal: AbortSignal.timeout(10_000), everyMs: 0, backoffMs: 1 })
  const request = async (path: string) => (await send(`https://service.example${path}`, { purpose: 'page' })).status
  expect(await request('/list')).toBe(200)
  for (let page = 1; page <= 25; page += 1) expect(await request(`/broken/${page}`)).toBe(503)
  expect(await request('/fine')).toBe(200)
  // Ten with all attempts, the others with one, plus two probes.
  expect([requested.length, requested.filter((path) => path === '/list').length]).toEqual([1 + 10 * 4 + 15 + 2 + 1, 3])
  // Up to a limit, though.
  for (let page = 1; page < 100; page += 1) await request(`/broken/${page}`)
  await expect(request('/broken/100')).rejects.toThrow('service.example has stopped responding')
})

test('stops all parallel requests at once when the service is down', async () => {
  const down = retrying([FINE, DOWN])
  await down.request()
  let failed = 0
  const worker = async () => {
    for (let thing = 1; thing <= 10; thing += 1) {
      await down.request()
      failed += 1
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: 4 }, worker))
  expect(ends.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  expect(failed).toBeLessThan(15)
})

test('treats an interrupted body as a failure of that request, not of a slow service', async () => {
  const fails = () =>
    new Response(new ReadableStream({ pull: (body) => body.error(new AppError('TIMEOUT', verbatim('Slow.'))) }))
  const signal = AbortSignal.timeout(10_000)
  const send = retryingFetch(async () => fails(), { signal, everyMs: 0, backoffMs: 1 })
  for (let request = 1; request < 15; request += 1) {
    const response = await send('https://service.example/', { purpose: 'page' })
    await expect(response.text()).rejects.toThrow('Slow.')
  }
})
