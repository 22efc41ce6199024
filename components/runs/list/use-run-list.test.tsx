// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { newId } from '@/lib/core/new-id'
import { useRunList } from './use-run-list'

beforeAll(() => loadMessageCatalog('en'))
afterEach(() => vi.restoreAllMocks())

const FILTERS = { appId: '', status: '', search: 'needle', feedback: '', environment: '', version: '', trial: '' }

function List() {
  const { runs } = useRunList({ ...FILTERS, sort: 'newest' })
  return <p>{runs ? `${runs.length} runs` : 'searching'}</p>
}

test('a search continues through empty pages, and is empty only at the end', async () => {
  const cursors = [newId(), newId()]
  const requested: (string | null)[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    requested.push(new URL(String(input), 'http://localhost').searchParams.get('cursor'))
    return Response.json({ runs: [], nextCursor: cursors[requested.length - 1] ?? null })
  })
  const holder = document.createElement('div')
  const shown: (string | null)[] = []
  new MutationObserver(() => shown.push(holder.textContent)).observe(holder, {
    childList: true,
    characterData: true,
    subtree: true,
  })
  createRoot(holder).render(
    <QueryClientProvider client={new QueryClient()}>
      <List />
    </QueryClientProvider>,
  )
  await vi.waitFor(() => expect(holder.textContent).toBe('0 runs'), { timeout: 10_000 })
  expect(new Set(shown)).toEqual(new Set(['searching', '0 runs']))
  expect(requested).toEqual([null, ...cursors])
})
