import { rm } from 'node:fs/promises'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { unpackInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { expandArchive, nameWithin } from './expand-archive'
import { getDocumentRow } from './get-knowledge-base-row'

let studio: TestStudio
let owner: TestPerson
let parserEntry: URL
beforeAll(async () => {
  parserEntry = await bundleEntry('lib/rag/parse/worker.entry.ts')
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(async () => {
  await studio.close()
  await rm(path.dirname(parserEntry.pathname), { recursive: true })
})

const call = async (method: 'GET' | 'POST', where: string, body?: unknown) =>
  (await studio.call({ method, path: where, person: owner, ...(body === undefined ? {} : { body }) })).json()

/** Uploads an archive as a person would; `expand` runs its job. */
async function add(files: Record<string, Uint8Array>, base?: string) {
  const knowledgeBaseId = base ?? (await call('POST', '/api/studio/knowledge', { name: 'Files' })).id
  const documents = `/api/studio/knowledge/${knowledgeBaseId}/documents`
  const bytes = zipSync(files)
  const body = new FormData()
  body.append('file', new File([bytes], 'docs.zip', { type: 'application/zip' }))
  const { document } = await call('POST', documents, body)
  const archive = await getDocumentRow(studio.system.db, owner.workspaceId, {
    knowledgeBaseId,
    documentId: document.id,
  })
  const { signal } = new AbortController()
  const expand = () => expandArchive({ system: studio.system, archive, bytes, signal, parserEntry })
  const list = async (): Promise<{ name: string; status: string; error: string | null; id: string }[]> =>
    (await call('GET', documents)).documents
  return { expand, list, knowledgeBaseId }
}

test('each file becomes a document with its folders in the name, and the archive is removed', async () => {
  const { expand, list, knowledgeBaseId } = await add({
    'handbook/a.md': strToU8('# A'),
    'b.txt': strToU8('B'),
    'c/': new Uint8Array(),
    '__MACOSX/._b.txt': strToU8('x'),
    '.DS_Store': strToU8('x'),
  })
  await expand()
  const first = await list()
  expect(first.map(({ name, status }) => [name, status]).toSorted()).toEqual([
    ['docs/b.txt', 'queued'],
    ['docs/handbook/a.md', 'queued'],
  ])
  // The second archive changes only one file.
  const second = await add({ 'handbook/a.md': strToU8('# A2'), 'b.txt': strToU8('B') }, knowledgeBaseId)
  await second.expand()
  expect((await list()).map(({ id }) => id).toSorted()).toEqual(first.map(({ id }) => id).toSorted())
})

test('an interrupted job that is repeated creates each document once', async () => {
  const { expand, list } = await add({ 'a.txt': strToU8('A'), 'b.txt': strToU8('B'), 'c.exe': strToU8('MZ') })
  await expand()
  await expand()
  expect((await list()).map(({ name }) => name).toSorted()).toEqual(['docs.zip', 'docs/a.txt', 'docs/b.txt'])
})

test('reports skipped files with the reason; adds the others', async () => {
  const { expand, list } = await add({
    '../../etc/passwd.txt': strToU8('root'),
    'tool.exe': strToU8('MZ'),
    'inner.zip': zipSync({ 'x.txt': strToU8('x') }),
    'empty.md': new Uint8Array(),
    'fake.pdf': strToU8('no pdf'),
  })
  await expand()
  const documents = await list()
  expect(documents.map(({ name }) => name).toSorted()).toEqual(['docs.zip', 'docs/etc/passwd.txt'])
  const archive = documents.find(({ name }) => name === 'docs.zip')
  expect(archive?.status).toBe('failed')
  expect(archive?.error).toMatch(/^1 of 5 files were added\. Skipped:\n/)
  expect(archive?.error).toContain('tool.exe: files of this type are not read')
  expect(archive?.error).toContain('inner.zip: an archive inside an archive')
  expect(archive?.error).toContain('docs/empty.md is empty.')
})

test('names keep their folders, and cannot escape them', () => {
  expect(nameWithin('docs.zip', 'a\\b\\..\\c.txt')).toBe('docs/a/b/c.txt')
  expect(nameWithin('docs.zip', '/CON/x.md')).toBe('docs/_CON/x.md')
  const longName = nameWithin('docs.zip', `${'あ'.repeat(300)}/${'い'.repeat(300)}.md`)
  expect([...longName].length).toBeLessThanOrEqual(256)
  expect(longName.endsWith('.md')).toBe(true)
})

describe('unpacking', () => {
  const unpack = (bytes: Uint8Array, from = 0, maxBytes = 1_000_000) =>
    unpackInWorker({ bytes, from, maxBytes }, { entry: parserEntry })
  test('rejects archives by ratio, by count, when damaged and when encrypted', async () => {
    await expect(unpack(zipSync({ 'a.txt': new Uint8Array(12 * 1024 * 1024) }))).rejects.toMatchObject({
      code: 'TOO_LARGE',
    })
    const manyFiles = Object.fromEntries(
      Array.from({ length: 2_001 }, (_, index) => [`${index}.txt`, new Uint8Array(1)]),
    )
    await expect(unpack(zipSync(manyFiles))).rejects.toThrow('2,000 files')
    await expect(unpack(strToU8('PK\u0003\u0004'))).rejects.toThrow('damaged')
    const locked = zipSync({ 'a.txt': strToU8('secret') })
    const position = Buffer.from(locked).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    locked[position + 8] = (locked[position + 8] ?? 0) | 1
    await expect(unpack(locked)).rejects.toThrow('password-protected')
  })
  test('expands other archives part by part', async () => {
    const files = Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [`${name}.txt`, crypto.getRandomValues(new Uint8Array(600))]),
    )
    const bytes = zipSync(files)
    const names: string[] = []
    for (let from: number | null = 0, parts = 0; from !== null; parts += 1) {
      const part: Awaited<ReturnType<typeof unpackInWorker>> = await unpack(bytes, from, 1_000)
      names.push(...part.files.map(({ name }) => name))
      expect(parts).toBeLessThan(3)
      from = part.next
    }
    expect(names).toEqual(['a.txt', 'b.txt', 'c.txt'])
  })
})
