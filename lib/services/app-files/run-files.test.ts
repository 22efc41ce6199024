import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { putFile } from '@/lib/files/store'
import { readPicture } from './run-files'

let studio: TestStudio
let workspaceId: string
let appId: string
let client: { keyId: string; member: string }

beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  const filled = await fillWorkspace(studio.system, workspaceId)
  appId = filled.appId
  client = { keyId: filled.programId, member: `member:${filled.userId}` }
})
afterAll(() => studio.close())

async function picture(endUser: string | null): Promise<string> {
  const id = await putFile(workspaceId, new Uint8Array([1, 2, 3]))
  const file = { id, workspaceId, appId, endUser, name: 'dot.png', mediaType: 'image/png' }
  await studio.system.db.insert(appFiles).values({ ...file, sha256: id, sizeBytes: 3 })
  return id
}
const read = (fileId: string, endUser: string | null, keyId: string | null = null) =>
  readPicture(studio.system.db, { workspaceId, appId, endUser, keyId, fileId })

test('a step reads the images of the run’s own end user only', async () => {
  const [ann, nobody] = [await picture('ann'), await picture(null)]
  const image = { mediaType: 'image/png', base64: 'AQID' }
  expect(await read(ann, 'ann')).toEqual(image)
  await expect(read(ann, 'bob')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(read(nobody, 'bob')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  // An API client may use its own files for any end user, but not those of another one.
  expect(await read(nobody, 'bob', newId())).toEqual(image)
  await expect(read(ann, 'bob', newId())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await read(ann, null)).toEqual(image)
})

test('an OAuth client reads the images of the member who authorized it, and none sent with keys', async () => {
  const { keyId, member } = client
  const [own, nobody] = [await picture(member), await picture(null)]
  expect(await read(own, member, keyId)).toEqual({ mediaType: 'image/png', base64: 'AQID' })
  await expect(read(nobody, member, keyId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
