import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import type { WorkspaceRows } from '@/lib/api/testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { readFile } from '@/lib/files/store'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { dataDir } from '@/lib/platform/paths'
import { deleteRuns } from '@/lib/runs/maintenance/delete-runs'
import { deleteBytes, keepFile } from './generated-files'
import { readPicture, readRecording } from './run-files'

let studio: TestStudio
let owner: TestPerson
let rows: WorkspaceRows
let stranger: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  rows = await fillWorkspace(studio.system, owner.workspaceId)
  stranger = await studio.signUp('owner')
})
afterAll(() => studio.close())

const caller = (more: Partial<Caller> = {}): Caller => ({
  workspaceId: owner.workspaceId,
  appId: rows.appId,
  versionId: null,
  runId: rows.runId,
  keyId: null,
  userId: null,
  endUser: null,
  origin: 'studio',
  ...more,
})
const speech = { bytes: Uint8Array.of(1, 2, 3), mediaType: 'audio/mpeg', name: 'speech.mp3' }
const bytesOf = async (workspaceId: string) => (await readdir(join(dataDir(), 'files', workspaceId))).toSorted()
const content = (fileId: string, person: TestPerson) =>
  studio.call({ method: 'GET', path: `/api/studio/files/${fileId}/content`, person })

test('a file created by a step is stored for its app, readable by its steps, and inert for members', async () => {
  const { db } = studio.system
  const file = await keepFile(db, caller(), speech)
  expect(file).toMatchObject({ name: 'speech.mp3', mediaType: 'audio/mpeg', sizeBytes: 3 })
  const place = { ...caller(), fileId: file.fileId }
  expect(await readRecording(db, place)).toMatchObject({ name: 'speech.mp3', bytes: Buffer.from([1, 2, 3]) })
  const response = await content(file.fileId, owner)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/mpeg'])
  expect(response.headers.get('content-disposition')).toMatch(/^attachment;/)
  expect(response.headers.get('content-security-policy')).toBe('sandbox')
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([1, 2, 3]))
})

test('another workspace, app or end user does not find the file', async () => {
  const { db } = studio.system
  const { fileId } = await keepFile(db, caller({ endUser: 'ann' }), speech)
  expect((await content(fileId, stranger)).status).toBe(404)
  for (const other of [{ workspaceId: stranger.workspaceId }, { appId: newId() }, { appId: null }, { endUser: 'bob' }])
    await expect(readRecording(db, { ...caller(other), fileId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(readRecording(db, { ...caller(), fileId: '../../etc' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const picture = await keepFile(db, caller(), { ...speech, mediaType: 'image/png', name: 'a.png' })
  await expect(readRecording(db, { ...caller(), fileId: picture.fileId })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  expect(await readPicture(db, { ...caller(), fileId: picture.fileId })).toEqual({
    mediaType: 'image/png',
    base64: 'AQID',
  })
})

test('a file created by a step is deleted with its run, including its bytes', async () => {
  const { db } = studio.system
  const runId = newId()
  const { fileId } = await keepFile(db, caller({ runId }), speech)
  await deleteBytes(owner.workspaceId, await db.transaction((tx) => deleteRuns(tx, owner.workspaceId, [runId])))
  expect(await db.select().from(appFiles).where(eq(appFiles.id, fileId))).toEqual([])
  await expect(readFile(owner.workspaceId, fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('deletes rows and files of a shadow run that was deleted meanwhile', async () => {
  const { db } = studio.system
  const shadow = { actsFor: { keyId: null, endUser: 'ann', groups: [] } }
  expect(await keepFile(db, caller(shadow), { ...speech, name: 'kept.mp3' })).toMatchObject({ name: 'kept.mp3' })
  const rowsOf = async () =>
    (await db.select({ id: appFiles.id }).from(appFiles).where(eq(appFiles.workspaceId, owner.workspaceId))).length
  const before = [await bytesOf(owner.workspaceId), await rowsOf()]
  await expect(keepFile(db, caller({ ...shadow, runId: newId() }), speech)).rejects.toMatchObject({ code: 'CANCELLED' })
  // The same applies to a run whose row cannot be inserted because its app was deleted.
  await expect(keepFile(db, caller({ appId: newId() }), speech)).rejects.toThrow()
  expect([await bytesOf(owner.workspaceId), await rowsOf()]).toEqual(before)
})
