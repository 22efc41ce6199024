// @vitest-environment happy-dom
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { reachability } from '@/lib/client/connection/reachability'
import { call } from '@/lib/client/http/request'
import { listApps } from '@/lib/contracts/apps'
import { getSession } from '@/lib/contracts/session'
import { makeQueryClient } from './make-query-client'
import { ServerStatusNote } from './server-status-note'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)

const APPS = '/api/studio/apps'
const SESSION = '/api/studio/session'
let requested: string[] = []
/** Responses by path; missing paths fail with a network error. */
let answers: (path: string) => Response | Promise<Response> | null

beforeEach(() => {
  vi.useFakeTimers()
  requested = []
  vi.stubGlobal('fetch', async (path: string) => {
    requested.push(path)
    const answer = answers(path)
    if (!answer) throw new TypeError('Failed to fetch')
    return answer
  })
})
afterEach(() => {
  reachability.note(true)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const session = () => Response.json({ session: null, account: null, needsOwner: false })
const times = (path: string): number => requested.filter((other) => other === path).length
/** Advances the clock in steps, because React renders at the end of each. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) await act(async () => vi.advanceTimersByTimeAsync(100))
}

function Reader({ name, read }: { name: string; read: () => Promise<unknown> }) {
  const { error, data } = useQuery({ queryKey: [name], queryFn: read })
  return <p id={name}>{error ? error.message : JSON.stringify(data ?? null)}</p>
}

async function open() {
  const holder = document.createElement('div')
  document.body.append(holder)
  const root = createRoot(holder)
  await act(async () =>
    root.render(
      <PathnameContext value="/apps">
        <SearchParamsContext value={new URLSearchParams()}>
          <QueryClientProvider client={makeQueryClient()}>
            <ServerStatusNote />
            <Reader name="session" read={() => call(getSession)} />
            <Reader name="apps" read={() => call(listApps)} />
          </QueryClientProvider>
        </SearchParamsContext>
      </PathnameContext>,
    ),
  )
  return { text: () => holder.textContent ?? '', end: () => act(async () => root.unmount()) }
}

test('a single failing request is reported after a while, without refetching anything else', async () => {
  answers = (path) => (path === SESSION ? session() : null)
  const page = await open()
  await pass(30_000)
  expect(times(APPS)).toBe(6)
  // Once for the observer, and once for each failed request.
  expect(times(SESSION)).toBe(1 + 6)
  expect(page.text()).toContain('The server is unreachable. Check that')
  expect(page.text()).not.toContain('updates when the server')
  await page.end()
})

test('polls an unreachable server, including behind a proxy, and then refetches the page', async () => {
  answers = (path) => (path === SESSION ? session() : new Response('<h1>Bad Gateway</h1>', { status: 502 }))
  const page = await open()
  answers = () => new Response('<h1>Bad Gateway</h1>', { status: 502 })
  await pass(60_000)
  expect(page.text()).toContain('updates when the server')
  answers = () => Response.json({ session: null, account: null, needsOwner: true })
  await pass(3_500)
  expect(page.text()).not.toContain('updates when the server')
  expect(page.text()).toContain('"needsOwner":true')
  await page.end()
})

test('a query that failed for long survives an attempt that fails just as the server recovers', async () => {
  answers = (path) => (path === SESSION ? session() : null)
  const page = await open()
  answers = () => null
  await pass(40_000)
  expect(page.text()).toContain('updates when the server')
  answers = (path) => (path === SESSION ? session() : null)
  await pass(6_000)
  expect(page.text()).not.toContain('Check that')
  answers = (path) => (path === SESSION ? session() : Response.json({ apps: [] }))
  await pass(5_000)
  expect(page.text()).toContain('{"apps":[]}')
  await page.end()
})

test('on a network that drops packets only one probe is pending at a time, and it times out', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), ms)
    return controller.signal
  })
  answers = (path) => (path === SESSION ? session() : null)
  const page = await open()
  let unanswered = 0
  let most = 0
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    unanswered += 1
    most = Math.max(most, unanswered)
    return new Promise((_resolve, reject) =>
      signal?.addEventListener('abort', () => {
        unanswered -= 1
        reject(signal.reason)
      }),
    )
  })
  await act(async () => reachability.note(false, true))
  await pass(30_000)
  // The list's own retry, and the probe.
  expect(most).toBe(2)
  expect(page.text()).toContain('The server is slow or unreachable')
  const before = times(APPS)
  vi.stubGlobal('fetch', async (path: string) => {
    requested.push(path)
    return path === SESSION ? session() : Response.json({ apps: [] })
  })
  await pass(8_000)
  expect(page.text()).not.toContain('is slow or unreachable')
  // Pending requests that may still be answered are not repeated.
  expect(times(APPS)).toBe(before)
  await page.end()
})
