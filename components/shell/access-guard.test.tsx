// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { act, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { resumeSession } from '@/lib/client/session/resume-session'
import { signedOut } from '@/lib/client/session/signed-out'
import { listApps } from '@/lib/contracts/apps'
import { getSession, type SessionView } from '@/lib/contracts/session'
import { listWorkspaces, switchWorkspace } from '@/lib/contracts/workspaces'
import { newId } from '@/lib/core/new-id'
import { AccessGuard } from './access-guard'
import { makeQueryClient } from './make-query-client'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)

const ignore = () => undefined
const ROUTER = {
  back: ignore,
  forward: ignore,
  refresh: ignore,
  push: ignore,
  replace: ignore,
  prefetch: ignore,
  bfcacheId: '',
}

const OWN = newId()
/** The workspace in which a new session starts. */
const FIRST = newId()
const sessionIn = (id: string): SessionView => ({
  user: { id: 'ada', name: 'Ada', email: 'ada@example.com', locale: null },
  workspace: { id, name: id },
  role: 'owner',
})
/** The workspace of the server's session; null without a session. */
let workspace: string | null
let requests: string[]
/** Delays responses of the session endpoint; they contain the session at the time of their request. */
let pending: Promise<void> | null

beforeEach(() => {
  vi.useFakeTimers()
  workspace = OWN
  requests = []
  pending = null
  vi.stubGlobal('fetch', async (path: string, { signal, body }: RequestInit) => {
    requests.push(path)
    const now = workspace
    if (path === getSession.path) {
      await pending
      signal?.throwIfAborted()
      return Response.json({ session: now && sessionIn(now), account: null, needsOwner: false })
    }
    if (path === switchWorkspace.path) {
      workspace = JSON.parse(String(body)).id
      return Response.json({ id: workspace, name: 'Own' })
    }
    if (now === OWN) return Response.json(path === listWorkspaces.path ? { workspaces: [] } : { apps: [] })
    const code = now === null ? 'UNAUTHENTICATED' : 'NOT_FOUND'
    return Response.json({ error: { code, message: 'No.' } }, { status: now === null ? 401 : 404 })
  })
})
afterEach(() => {
  signedOut.note(true)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function Page() {
  const apps = useContractQuery(listApps, { refetchInterval: () => 500 })
  const [typed, setTyped] = useState('')
  const [isMore, setIsMore] = useState(false)
  const secondQuery = useContractQuery(listWorkspaces, { enabled: isMore })
  return (
    <>
      <input value={typed} onChange={(event) => setTyped(event.target.value)} />
      <button type="button" onClick={() => setTyped('typed text')}>
        Type
      </button>
      <button type="button" onClick={() => setIsMore(true)}>
        More
      </button>
      {apps.error?.message}
      {secondQuery.error?.message}
    </>
  )
}

const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms))

/** An open page with typed text whose session has expired. */
async function expired() {
  const holder = document.createElement('div')
  document.body.replaceChildren(holder)
  const root = createRoot(holder)
  await act(async () =>
    root.render(
      <AppRouterContext value={ROUTER}>
        <PathnameContext value="/apps">
          <QueryClientProvider client={makeQueryClient()}>
            <AccessGuard>
              <Page />
            </AccessGuard>
          </QueryClientProvider>
        </PathnameContext>
      </AppRouterContext>,
    ),
  )
  await pass(100)
  await act(async () => holder.querySelector('button')?.click())
  workspace = null
  await pass(600)
  expect(signedOut.read()).toBe(true)
  return {
    more: () => act(async () => holder.querySelectorAll('button')[1]?.click()),
    text: () => [holder.querySelector('input')?.value, holder.textContent],
    end: () => act(() => root.unmount()),
  }
}

test('requests nothing for the page until its new session is back in the page’s workspace', async () => {
  const page = await expired()
  workspace = FIRST
  requests = []
  await page.more()
  await pass(5_000)
  expect(requests).not.toContain(listWorkspaces.path)
  await act(async () => resumeSession(sessionIn(OWN), sessionIn(FIRST)))
  await pass(1_000)
  expect(requests).toEqual(expect.arrayContaining([listApps.path, listWorkspaces.path]))
  expect(page.text()).toEqual(['typed text', 'TypeMore'])
  await page.end()
})

test.each([
  ['without a session', null],
  ['in another workspace', FIRST],
])('ignores a late session response from before the sign-in was complete: %s', async (_, atThatTime) => {
  const page = await expired()
  const late = Promise.withResolvers<void>()
  pending = late.promise
  workspace = atThatTime
  await act(async () => window.dispatchEvent(new Event('patchbay:refused')))
  pending = null
  await act(async () => resumeSession(sessionIn(OWN), sessionIn(FIRST)))
  await act(async () => late.resolve())
  await pass(1_000)
  expect([signedOut.read(), ...page.text()]).toEqual([false, 'typed text', 'TypeMore'])
  await page.end()
})
