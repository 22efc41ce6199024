import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createDatabaseStore } from './database-store'
import { createFileStore, type FileStore } from './store'

let database: TestDatabase
let root: string
let folder: FileStore
let store: FileStore
const [mine, theirs] = [newId(), newId()]

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'patchbay-files-'))
  database = await openTestDatabase()
  await database.db.insert(workspaces).values([mine, theirs].map((id) => ({ id, name: 'W', wrappedDek: '' })))
  folder = createFileStore(() => root)
  store = createDatabaseStore(database.db, folder)
})
afterAll(async () => {
  await database.close()
  await rm(root, { recursive: true })
})

test('stores and deletes bytes where every process finds them', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)
  const fileId = await store.putFile(mine, bytes)
  expect(Buffer.from(await store.readFile(mine, fileId)).equals(Buffer.from(bytes))).toBe(true)
  await store.deleteFile(mine, fileId)
  await expect(store.readFile(mine, fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test("does not find another workspace's file", async () => {
  const fileId = await store.putFile(mine, new Uint8Array([1]))
  await expect(store.readFile(theirs, fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('still reads a file stored in the folder earlier, and deletes it with its workspace', async () => {
  const fileId = await folder.putFile(mine, new Uint8Array([7]))
  expect([...(await store.readFile(mine, fileId))]).toEqual([7])
  await store.deleteWorkspaceFiles(mine)
  await expect(store.readFile(mine, fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
