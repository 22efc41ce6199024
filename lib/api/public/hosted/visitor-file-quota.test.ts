import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { MAX_VISITOR_FILE_BYTES, MAX_WORKSPACE_FILE_BYTES } from '@/lib/contracts/file-limits'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { apps } from '@/lib/db/schema/apps'
import { alerts } from '@/lib/db/schema/inbox'
import { readFile } from '@/lib/files/store'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { keepFile } from '@/lib/services/app-files/generated-files'
import { pruneUnnamedFiles } from '@/lib/services/app-files/prune-files'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { postJson } from '../__fixtures__/test-public-api'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkMPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const MB = 1024 * 1024

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('eyes', (connection) => {
    const graph = chatApp(
      [{ id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }],
      ['in.message -> m.prompt', 'in.images -> m.images', 'm.text -> out.text'],
    )
    const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { images: true } } : node))
    return { ...graph, nodes }
  })
}, 60_000)
afterAll(() => served.close())
beforeEach(async () => {
  await db().delete(appFiles)
})

type Headers = Record<string, string>
const db = () => served.app.studio.system.db
const place = () => ({ workspaceId: served.app.person.workspaceId, appId: served.app.appId })

async function visitor(): Promise<Headers> {
  const origin = served.app.studio.system.appUrl
  const opened = await served.app.router.request('/embed/eyes/session', postJson({}, { origin }))
  return { authorization: `Bearer ${z.object({ token: z.string() }).parse(await opened.json()).token}` }
}

let fileCount = 0
async function upload(caller: Headers, path = '/embed/eyes/files'): Promise<Response> {
  fileCount += 1
  const form = new FormData()
  // Appended bytes make it a different file.
  form.set('file', new File([Uint8Array.from(PNG), `${fileCount}`], 'dot.png', { type: 'image/png' }))
  const fullResponse = new Response(form)
  const body = await fullResponse.arrayBuffer()
  const type = fullResponse.headers.get('content-type') ?? ''
  const headers = { ...caller, 'content-type': type, 'content-length': String(body.byteLength) }
  return served.app.router.request(path, { method: 'POST', body, headers })
}
const detail = async (response: Response) => [response.status, (await response.json()).detail]

/** Stores the row of a file of this size, without a file. */
async function sent(sizeBytes: number, columns: Partial<typeof appFiles.$inferInsert> = {}): Promise<string> {
  const id = newId()
  const file = { id, ...place(), name: 'x.png', mediaType: 'image/png', sha256: id, sizeBytes }
  await db()
    .insert(appFiles)
    .values({ ...file, byVisitor: true, endUser: 'someone', ...columns })
  return id
}

test('counts files of an anonymous visitor by IP address, whatever the number of sessions', async () => {
  expect((await upload(await visitor())).status).toBe(201)
  const [{ visitor: hash } = { visitor: null }] = await db().select().from(appFiles)
  expect(hash).toMatch(/^[\w-]{22}$/)
  await sent(200 * MB - 100, { visitor: hash })
  expect(await detail(await upload(await visitor()))).toEqual([413, expect.stringContaining('Your network has sent')])
})

test("limits visitors to a quarter of the workspace's quota, so that callers with a key keep the rest", async () => {
  await sent(MAX_VISITOR_FILE_BYTES)
  expect(await detail(await upload(await visitor()))).toEqual([413, expect.stringContaining('from visitors')])
  expect((await upload(served.app.bearer, '/api/v1/apps/eyes/files')).status).toBe(201)
  const caller = { versionId: null, keyId: null, userId: null, origin: 'studio' as const, endUser: 'someone' }
  const speech = { bytes: Uint8Array.of(1), mediaType: 'audio/mpeg', name: 'a.mp3' }
  await keepFile(db(), { ...place(), runId: null, ...caller }, speech)
  // Files created by visitors' runs may use at most half of the workspace's quota.
  await sent(MAX_WORKSPACE_FILE_BYTES / 2, { runId: newId() })
  await expect(keepFile(db(), { ...place(), runId: null, ...caller }, speech)).rejects.toMatchObject({
    code: 'TOO_LARGE',
  })
  await keepFile(db(), { ...place(), runId: null, ...caller, endUser: null }, speech)
})

test('raises one alert when four fifths of the share are used', async () => {
  await sent(Math.floor(0.8 * MAX_VISITOR_FILE_BYTES) - 10)
  await upload(await visitor())
  await upload(await visitor())
  const raised = await db().select().from(alerts).where(eq(alerts.kind, 'visitor-files'))
  expect(raised).toMatchObject([{ count: 1, link: `/apps/${served.app.appId}/settings?tab=data` }])
})

test("deletes a visitor's file after an hour if no message references it, and keeps others", async () => {
  const headers = await visitor()
  const [unnamed, named] = [await (await upload(headers)).json(), await (await upload(headers)).json()]
  const byKey = await (await upload(served.app.bearer, '/api/v1/apps/eyes/files')).json()
  const response = await served.app.router.request(
    '/embed/eyes/messages',
    postJson({ inputs: { message: 'Look', images: [named.id] } }, headers),
  )
  expect(response.status).toBe(200)
  await response.text()
  await pruneUnnamedFiles(db())
  expect(await db().select().from(appFiles)).toHaveLength(3)
  await db()
    .update(appFiles)
    .set({ createdAt: new Date(Date.now() - 61 * 60_000) })
  await pruneUnnamedFiles(db())
  const left = (await db().select().from(appFiles)).map(({ id }) => id)
  expect(left.toSorted()).toEqual([named.id, byKey.id].toSorted())
  await expect(readFile(place().workspaceId, unnamed.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test("shows members the size of visitors' files, which editors can delete", async () => {
  const file = await (await upload(await visitor())).json()
  await upload(served.app.bearer, '/api/v1/apps/eyes/files')
  const path = `/api/studio/apps/${served.app.appId}/visitor-files`
  expect(await served.app.request('GET', path)).toEqual({
    count: 1,
    bytes: file.sizeBytes,
    workspaceBytes: file.sizeBytes,
    limitBytes: MAX_VISITOR_FILE_BYTES,
  })
  expect(await served.app.request('DELETE', path)).toEqual({ deleted: 1 })
  expect(await served.app.request('GET', path)).toMatchObject({ count: 0, bytes: 0, workspaceBytes: 0 })
  await expect(readFile(place().workspaceId, file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await db().select().from(appFiles)).toHaveLength(1)
})

test('does not count files of an app in the bin', async () => {
  const flooded = newId()
  const graph = chatApp([], [])
  const app = { id: flooded, workspaceId: place().workspaceId, name: 'Flooded', kind: 'chat' as const, draft: graph }
  await db().insert(apps).values(app)
  await sent(MAX_WORKSPACE_FILE_BYTES, { appId: flooded })
  expect((await upload(served.app.bearer, '/api/v1/apps/eyes/files')).status).toBe(413)
  await served.app.request('DELETE', `/api/studio/apps/${flooded}`)
  expect((await upload(served.app.bearer, '/api/v1/apps/eyes/files')).status).toBe(201)
  expect((await upload(await visitor())).status).toBe(201)
})

test("reads no more than an image's maximum for an app that only accepts images", async () => {
  const body = new ReadableStream(
    {
      pull: () => {
        throw new Error('read')
      },
    },
    { highWaterMark: 0 },
  )
  const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': String(24 * MB) }
  const response = await served.app.router.request('/embed/eyes/files', {
    method: 'POST',
    body,
    headers: { ...(await visitor()), ...headers },
    duplex: 'half',
  } as RequestInit)
  expect(await detail(response)).toEqual([413, 'The file is larger than 10 MB.'])
})
