import * as fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { documents } from '@/lib/db/schema/knowledge'
import { sourceSyncItems, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { startCanary } from '@/lib/egress/test-server'
import { dropSingleton } from '@/lib/platform/singleton'
import { serviceAccountFile } from '@/lib/providers/testing/service-account'
import { insteadOf } from '@/lib/sources/testing/open-source'
import { runSync } from './run-sync'

let studio: TestStudio
let owner: TestPerson
let root: string
let base: string

beforeAll(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), 'moved-'))
  process.env.KNOWLEDGE_FOLDERS = `handbook=${root}`
  dropSingleton('env')
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
beforeEach(async () => {
  base = await post('', { name: 'Files' })
})
afterAll(async () => {
  delete process.env.KNOWLEDGE_FOLDERS
  dropSingleton('env')
  await studio.close()
  await fs.rm(root, { recursive: true })
})

async function post(address: string, body?: object): Promise<string> {
  const response = await studio.call({ method: 'POST', path: `/api/studio/knowledge${address}`, body, person: owner })
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return z.looseObject({ id: z.string() }).parse(answer).id
}

/** Runs the open sync of a source. @returns its row, with the lines of its report */
async function work(sourceId: string, fetch?: EgressFetch) {
  const ofSource = eq(sourceSyncs.sourceId, sourceId)
  const latest = async () =>
    (await studio.system.db.select().from(sourceSyncs).where(ofSource).orderBy(sourceSyncs.id)).at(-1)
  const syncId = (await latest())?.id ?? ''
  const address = { workspaceId: owner.workspaceId, sourceId, syncId }
  await runSync(studio.system, address, new AbortController().signal, {
    awaitsDocuments: false,
    ...(fetch && { fetch }),
  })
  await studio.system.db.update(documents).set({ status: 'ready' }).where(eq(documents.sourceId, sourceId))
  const lines = await studio.system.db
    .select()
    .from(sourceSyncItems)
    .where(eq(sourceSyncItems.syncId, syncId))
    .orderBy(asc(sourceSyncItems.key))
  return { ...(await latest()), lines: lines.map(({ key, outcome, reason }) => [key, outcome, reason]) }
}

const live = (sourceId: string) =>
  studio.system.db
    .select({ id: documents.id, name: documents.name })
    .from(documents)
    .where(and(eq(documents.sourceId, sourceId), isNull(documents.deletedAt)))
    .orderBy(asc(documents.name))

test('a moved or renamed file keeps its document; a copy or another file does not take it over', async () => {
  const write = (name: string, text: string) => fs.writeFile(path.join(root, name), text)
  await fs.mkdir(path.join(root, 'sub'))
  await write('a.md', '# One')
  await write('b.md', '# Two')
  await write('c.md', '# Three')
  await write('d.md', '# Four')
  const source = await post(`/${base}/sources`, {
    kind: 'folder',
    name: 'F',
    settings: { folder: 'handbook', watch: false },
  })
  expect(await work(source)).toMatchObject({ added: 4 })
  const before = new Map((await live(source)).map(({ id, name }) => [name, id]))

  await fs.rename(path.join(root, 'a.md'), path.join(root, 'sub/a.md'))
  await fs.rename(path.join(root, 'b.md'), path.join(root, 'renamed.md'))
  // A copy: the original still exists.
  await write('copy of c.md', '# Three')
  await fs.rm(path.join(root, 'd.md'))
  await write('e.md', '# Five')
  await post(`/${base}/sources/${source}/syncs`)
  expect(await work(source)).toMatchObject({
    status: 'done',
    added: 2,
    updated: 2,
    removed: 1,
    unchanged: 1,
    failed: 0,
    lines: [
      ['copy of c.md', 'added', null],
      ['d.md', 'removed', 'The item no longer exists at the source.'],
      ['e.md', 'added', null],
      ['renamed.md', 'updated', 'The previous name was “b.md”.'],
      ['sub/a.md', 'updated', 'The previous name was “a.md”.'],
    ],
  })
  const after = new Map((await live(source)).map(({ id, name }) => [name, id]))
  expect([...after.keys()]).toEqual(['c.md', 'copy of c.md', 'e.md', 'renamed.md', 'sub/a.md'])
  expect([after.get('sub/a.md'), after.get('renamed.md')]).toEqual([before.get('a.md'), before.get('b.md')])

  await post(`/${base}/sources/${source}/syncs`)
  expect(await work(source)).toMatchObject({ added: 0, updated: 0, removed: 0, unchanged: 5, lines: [] })
})

test('a file renamed at Google Drive is renamed here, and a restored file is restored', async () => {
  let name = 'Plan.md'
  let trashed = false
  const server = await startCanary((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://drive.example')
    const file = {
      id: 'file-1',
      name,
      mimeType: 'text/markdown',
      md5Checksum: 'same',
      parents: ['root-folder-id'],
      trashed,
    }
    response.setHeader('content-type', 'application/json')
    if (pathname === '/token') return response.end('{"access_token":"t","expires_in":3599,"token_type":"Bearer"}')
    if (pathname.endsWith('/startPageToken')) return response.end('{"startPageToken":"1"}')
    if (pathname.endsWith('/changes'))
      return response.end(JSON.stringify({ changes: [{ fileId: 'file-1', file }], newStartPageToken: '2' }))
    return response.end(pathname.endsWith('/files') ? JSON.stringify({ files: [file] }) : 'Words of the plan.')
  })
  try {
    const google = insteadOf('https://www.googleapis.com', server.port)
    const fetch: EgressFetch = (input, init) =>
      google(String(input).replace('https://oauth2.googleapis.com', `http://127.0.0.1:${server.port}`), init)
    const source = await post(`/${base}/sources`, {
      kind: 'google-drive',
      name: 'D',
      settings: { folder: 'root-folder-id' },
      secret: serviceAccountFile(),
    })
    expect(await work(source, fetch)).toMatchObject({ added: 1 })
    const [document] = await live(source)
    name = 'Plan of 2027.md'
    await post(`/${base}/sources/${source}/syncs`)
    expect(await work(source, fetch)).toMatchObject({
      added: 0,
      updated: 1,
      unchanged: 0,
      lines: [['file-1', 'updated', 'The previous name was “Plan.md”.']],
    })
    expect(await live(source)).toEqual([{ id: document?.id, name: 'Plan of 2027.md' }])
    await post(`/${base}/sources/${source}/syncs`)
    expect(await work(source, fetch)).toMatchObject({ updated: 0, unchanged: 1, lines: [] })

    trashed = true
    await post(`/${base}/sources/${source}/syncs`)
    expect(await work(source, fetch)).toMatchObject({ removed: 1 })
    expect(await live(source)).toEqual([])
    trashed = false
    await post(`/${base}/sources/${source}/syncs`)
    expect(await work(source, fetch)).toMatchObject({ added: 1, unchanged: 0 })
    expect(await live(source)).toEqual([{ id: document?.id, name: 'Plan of 2027.md' }])
  } finally {
    server.close()
  }
})
