// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { VersionChanges } from './version-changes'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
beforeAll(() => loadMessageCatalog('en'))
afterEach(() => vi.restoreAllMocks())

const [LIVE, REQUESTED] = ['0192f0c1-0000-7000-8000-000000000001', '0192f0c1-0000-7000-8000-000000000002']

test.each([[[LIVE]], [[REQUESTED]], [[LIVE, REQUESTED]]])(
  '“Try again” refetches each version that failed to load: %s',
  async (failing) => {
    const requested: string[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      const versionId = String(input).split('/').at(-1) ?? ''
      requested.push(versionId)
      const isFailing = failing.includes(versionId)
      const error = { code: 'NOT_FOUND', message: 'This version no longer exists.' }
      return isFailing ? Response.json({ error }, { status: 404 }) : Response.json({})
    })
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const holder = document.createElement('div')
    document.body.replaceChildren(holder)
    const button = () => [...holder.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again')
    await act(async () => {
      createRoot(holder).render(
        <QueryClientProvider client={client}>
          <VersionChanges appId="app" fromId={LIVE} fromNumber={1} toId={REQUESTED} />
        </QueryClientProvider>,
      )
    })
    await act(() => vi.waitFor(() => expect(button()).toBeDefined()))
    await act(() => vi.waitFor(() => expect(requested.toSorted()).toEqual([LIVE, REQUESTED])))
    await act(() => vi.waitFor(() => expect(client.isFetching()).toBe(0)))
    requested.length = 0
    await act(async () => button()?.click())
    await act(() => vi.waitFor(() => expect(client.isFetching()).toBe(0)))
    expect(requested.toSorted()).toEqual(failing)
  },
)
