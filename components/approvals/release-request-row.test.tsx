// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { queryKey } from '@/lib/client/queries/query-keys'
import { listEnvironments } from '@/lib/contracts/environments'
import { getSession } from '@/lib/contracts/session'
import { ReleaseRequestRow } from './release-request-row'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
beforeAll(() => loadMessageCatalog('en'))
afterEach(() => vi.restoreAllMocks())

const DUE = '2100-01-01T09:00:00.000Z'
const [VERSION, LIVE] = ['0192f0c1-0000-7000-8000-000000000002', '0192f0c1-0000-7000-8000-000000000001']
const request = {
  id: 'request',
  versionId: VERSION,
  versionNumber: 2,
  canaryPercent: null,
  promotesItself: false,
  note: '',
  status: 'waiting' as const,
  dueAt: DUE,
  timeZone: 'UTC',
  requestedBy: 'ann',
  requestedByName: 'Ann',
  createdAt: '2026-01-01T00:00:00.000Z',
}
const live = { versionId: LIVE, number: 1, note: '', since: null, by: null, hasEarlier: false }

/**
 * Bea views Ann's release request and approves it; the server rejects the approval. @returns the request, and whether
 * the live version is refetched
 */
async function agree(what: { live: typeof live | null }) {
  const conflict = { error: { code: 'CONFLICT', message: 'Another version has gone live here in the meantime.' } }
  const sent: unknown[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    if (typeof init?.body === 'string') sent.push(JSON.parse(init.body))
    return Response.json(conflict, { status: 409 })
  })
  const client = new QueryClient()
  const user = { id: 'bea', name: 'Bea', email: 'bea@example.com', locale: null }
  const session = { user, workspace: { id: 'w', name: 'W' }, role: 'editor' }
  client.setQueryData(queryKey(getSession), { session, account: null, needsOwner: false })
  const environments = queryKey(listEnvironments, { params: { appId: 'app' } })
  client.setQueryData(environments, { environments: [] })
  const holder = document.createElement('div')
  document.body.replaceChildren(holder)
  await act(async () =>
    createRoot(holder).render(
      <QueryClientProvider client={client}>
        <ReleaseRequestRow appId="app" request={request} environment={{ name: 'production', ...what }} isExplained />
      </QueryClientProvider>,
    ),
  )
  const button = [...holder.querySelectorAll('button')].find(({ textContent }) => textContent === 'Approve')
  await act(async () => {
    button?.click()
    await vi.waitFor(() => expect(client.getQueryState(environments)?.isInvalidated).toBe(true))
  })
  return sent
}

test('an approval sends the time and the live version that were shown, and refetches after a rejection', async () => {
  expect(await agree({ live })).toEqual([{ decision: 'approve', dueAt: DUE, expectedVersionId: LIVE }])
  expect(await agree({ live: null })).toEqual([{ decision: 'approve', dueAt: DUE, expectedVersionId: null }])
})
