// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchAppearance } from './fetch-appearance'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const SETTINGS = {
  slug: 'desk',
  origin: 'http://studio.test',
  mode: 'bubble',
  theme: null,
  side: null,
  locale: 'en',
} as const
const BLOCKED = new TypeError('Failed to fetch')
/** What a browser returns for `no-cors`: the answer is hidden. */
const HIDDEN = { ok: false, status: 0 }

/** The server's answers in order, an error for none. */
function serve(...answers: (object | Error)[]) {
  const fetched = vi.fn(async () => {
    const answer = answers.shift() ?? BLOCKED
    if (answer instanceof Error) throw answer
    return answer
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}

async function fetchNow() {
  const said: string[] = []
  const looks = fetchAppearance(SETTINGS, { isCurrent: () => true, announce: (text) => said.push(text) })
  await vi.runAllTimersAsync()
  return { looks: await looks, said }
}

test('an error of a proxy, which the browser hides, does not end the attempts', async () => {
  serve(BLOCKED, HIDDEN, { ok: true, json: async () => ({ title: 'Desk' }) })
  const { looks, said } = await fetchNow()
  expect(looks).toEqual({ title: 'Desk' })
  expect(said).toEqual([expect.stringContaining('not among its allowed websites')])
})

test('an app that is not published ends the attempts', async () => {
  const fetched = serve({ ok: false, status: 404 })
  expect(await fetchNow()).toEqual({ looks: null, said: [expect.stringContaining('"desk" is not published')] })
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('an unreachable server is reported once', async () => {
  serve()
  const { looks, said } = await fetchNow()
  expect(looks).toBeNull()
  expect(said).toEqual(['http://studio.test does not answer. Check your Content-Security-Policy.'])
})

test('an overloaded server is asked again', async () => {
  serve({ ok: false, status: 503 }, { ok: true, json: async () => ({ title: 'Desk' }) })
  expect((await fetchNow()).looks).toEqual({ title: 'Desk' })
})
