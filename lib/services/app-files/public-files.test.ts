import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishedApp } from '@/lib/api/public/__fixtures__/memory-backend'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { MAX_END_USER_FILE_BYTES } from '@/lib/contracts/file-limits'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import type { PublishedApp } from '../versions/published-app'
import { publicFiles } from './public-files'

let studio: TestStudio
let app: PublishedApp

beforeAll(async () => {
  studio = await createTestStudio()
  const { workspaceId } = await studio.signUp('owner')
  app = publishedApp({ workspaceId, appId: (await fillWorkspace(studio.system, workspaceId)).appId })
})
afterAll(() => studio.close())

function store(endUser: string, content: string, { name = 'a.txt', mediaType = 'text/plain' } = {}) {
  const bytes = new TextEncoder().encode(content)
  const file = { name, mediaType, bytes, text: { text: content, pages: [] } }
  return publicFiles(studio.system).storeFile({ app, endUser, file })
}

test('a file that is sent again keeps its id, unless it has another name or type', async () => {
  const first = await store('ann', 'the moon')
  expect((await store('ann', 'the moon')).id).toBe(first.id)
  const renamed = await store('ann', 'the moon', { name: 'b.txt' })
  expect([renamed.id === first.id, renamed.name]).toEqual([false, 'b.txt'])
  const markup = await store('ann', 'the moon', { mediaType: 'text/html' })
  expect([markup.id === first.id, markup.mediaType]).toEqual([false, 'text/html'])
})

test('concurrent uploads do not exceed the limit together', async () => {
  const { appId, workspaceId } = app
  const id = newId()
  const large = { id, appId, workspaceId, endUser: 'bob', name: 'big.pdf', mediaType: 'application/pdf', sha256: id }
  await studio.system.db.insert(appFiles).values({ ...large, sizeBytes: MAX_END_USER_FILE_BYTES - 10 })
  const sent = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => store('bob', `8 bytes${index}`)))
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(sent.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'TOO_LARGE' } })
})
