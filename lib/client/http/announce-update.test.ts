// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest'
import { loadMessageCatalog } from '../messages/message-catalog'
import { type Notice, showToasts } from '../toast'
import { announceUpdate } from './announce-update'

beforeAll(() => loadMessageCatalog('en'))

const respond = (build?: string) => new Response('{}', { headers: build ? { 'x-patchbay-build': build } : {} })

test('offers one reload after the server was updated, and none before', () => {
  const shown: Notice[] = []
  showToasts((notice) => shown.push(notice))
  // Tests in the same worker may have left notices, which are delivered first.
  shown.length = 0
  announceUpdate(respond('two'))
  document.documentElement.dataset.build = 'one'
  announceUpdate(respond())
  announceUpdate(respond('one'))
  expect(shown).toEqual([])

  announceUpdate(respond('two'))
  announceUpdate(respond('two'))
  expect(shown).toHaveLength(1)
  expect(shown[0]?.options).toMatchObject({ action: { label: 'Reload' } })
})
