import * as fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { parseEnv } from '@/lib/platform/env'
import { dropSingleton } from '@/lib/platform/singleton'
import { runSync } from './run-sync'
import { watchFolders } from './watch-folders'

let studio: TestStudio
let owner: TestPerson
let root: string

beforeAll(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'followed-'))
  process.env.KNOWLEDGE_FOLDERS = `handbook=${root}`
  dropSingleton('env')
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(async () => {
  delete process.env.KNOWLEDGE_FOLDERS
  dropSingleton('env')
  dropSingleton('followed-folders')
  await studio.close()
  await fs.rm(root, { recursive: true })
})

async function post(address: string, body: object): Promise<string> {
  const response = await studio.call({ method: 'POST', path: `/api/studio/knowledge${address}`, body, person: owner })
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return z.looseObject({ id: z.string() }).parse(answer).id
}

test('syncs a folder when a file changes; distinguishes files of the same name, including from an uploaded one', async () => {
  await fs.mkdir(path.join(root, 'sub'))
  await fs.writeFile(path.join(root, 'readme.md'), '# One')
  await fs.writeFile(path.join(root, 'sub/readme.md'), '# Two')
  await fs.writeFile(path.join(root, 'tool.exe'), 'MZ\0\0')
  const base = await post('', { name: 'Files' })
  await studio.system.db.insert(documents).values({
    id: newId(),
    workspaceId: owner.workspaceId,
    knowledgeBaseId: base,
    name: 'sub/readme.md',
    mimeType: 'text/markdown',
    sizeBytes: 1,
    sha256: '',
    fileId: newId(),
    status: 'ready',
  })
  const sourceId = await post(`/${base}/sources`, {
    kind: 'folder',
    name: 'Handbook',
    settings: { folder: 'handbook' },
  })
  const syncs = () =>
    studio.system.db.select().from(sourceSyncs).where(eq(sourceSyncs.sourceId, sourceId)).orderBy(sourceSyncs.id)
  const work = async () => {
    const syncId = (await syncs()).at(-1)?.id ?? ''
    const address = { workspaceId: owner.workspaceId, sourceId, syncId }
    await runSync(studio.system, address, new AbortController().signal, { awaitsDocuments: false })
    await studio.system.db.update(documents).set({ status: 'ready' }).where(eq(documents.sourceId, sourceId))
    return (await syncs()).at(-1)
  }
  expect(await work()).toMatchObject({ status: 'done', added: 2, skipped: 1 })
  const stored = await studio.system.db.select().from(documents).where(eq(documents.sourceId, sourceId))
  expect(stored.map(({ name }) => name).sort()).toEqual(['readme.md', 'sub/readme.md (Handbook)'])
  await watchFolders(studio.system)
  expect(await syncs()).toHaveLength(1)
  await fs.writeFile(path.join(root, 'sub/readme.md'), '# Another')
  await expect.poll(async () => (await syncs()).length, { timeout: 20_000 }).toBe(2)
  expect(await work()).toMatchObject({
    cause: 'change',
    status: 'done',
    added: 0,
    updated: 1,
    unchanged: 2,
    skipped: 0,
  })
  const named = and(eq(documents.sourceId, sourceId), eq(documents.name, 'sub/readme.md (Handbook)'))
  expect(await studio.system.db.select().from(documents).where(named)).toHaveLength(1)
  // Unreadable files are no longer shown.
  await fs.writeFile(path.join(root, 'readme.md'), 'MZ\0\0')
  await expect.poll(async () => (await syncs()).length, { timeout: 20_000 }).toBe(3)
  expect(await work()).toMatchObject({ status: 'done', removed: 1, unchanged: 2, failed: 0 })
}, 30_000)

test.each([
  ['handbook', 'name=/absolute/path'],
  ['handbook=relative', 'name=/absolute/path'],
  ['Hand Book=/srv', 'name=/absolute/path'],
  ['all=/', 'Patchbay'],
  ['own=/var/patchbay', 'Patchbay'],
  ['keys=/var/patchbay/files', 'Patchbay'],
])('rejects KNOWLEDGE_FOLDERS=%s at startup', (value, text) => {
  expect(() => parseEnv({ KNOWLEDGE_FOLDERS: value, PATCHBAY_DATA_DIR: '/var/patchbay' })).toThrow(text)
})
