import { expect, test } from 'vitest'
import { isApiPath } from '../server/http-server'
import { APP_ID, CHUNK_ID, OTHER_SECRET, publishedApp, SECRET } from './__fixtures__/memory-backend'
import { BODIES, type Caller, MATRIX, QUERIES } from './__fixtures__/public-routes'
import { APP_URL, bearer, postJson, testPublicApi } from './__fixtures__/test-public-api'

const OTHER_APP = '01970000-0000-7000-8000-000000000002'

/** The test's signer writes readable claims. */
function sidOf(token: string | null): string {
  return JSON.parse(Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString()).payload.sid
}

const withRun = (body: object, runId: string): unknown => JSON.parse(JSON.stringify(body).replace('{run}', runId))

/** Clients of MCP must accept both. */
const ACCEPT = { accept: 'application/json, text/event-stream' }

const limits = { perKeyPerMinute: 1_000, perAppPerMinute: 1_000, perAddressPerMinute: 1_000, concurrentPerApp: 100 }

test('every public route gives every caller exactly what they may access', async () => {
  const { router, backend } = testPublicApi({ limits })
  backend.apps.push(publishedApp({ appId: OTHER_APP, slug: 'other' }))
  backend.keys.set(OTHER_SECRET, {
    keyId: 'key-2',
    workspaceId: 'workspace-1',
    appIds: [OTHER_APP],
    environment: null,
    canEvaluate: false,
  })
  const open = async (slug: string): Promise<string> => {
    const headers = { origin: APP_URL, 'sec-fetch-site': 'same-origin' }
    return (await (await router.request(`/embed/${slug}/session`, postJson({}, headers))).json()).token
  }
  const secrets: Record<Caller, string | null> = {
    nobody: null,
    key: SECRET,
    otherKey: OTHER_SECRET,
    token: await open('help-desk'),
    otherToken: await open('other'),
    otherVisitor: await open('help-desk'),
  }
  const started = await router.request(
    '/embed/help-desk/messages',
    postJson({ inputs: { message: 'hi' } }, bearer(secrets.token ?? '')),
  )
  await started.text()
  const runId = started.headers.get('x-run-id') ?? ''
  // Separate, since it is deleted by the test.
  const responding = await backend.startRun({
    app: publishedApp(),
    origin: 'openai',
    inputs: { message: 'hi' },
    history: [],
    requestId: 'r',
  })
  const file = await backend.storeFile({
    app: publishedApp(),
    endUser: null,
    file: { name: 'a.png', mediaType: 'image/png', bytes: new Uint8Array([1]), text: null },
  })
  const conversation = await backend.createConversation({ app: publishedApp(), endUser: null })
  // A second conversation for OpenAI's API, since each API deletes one.
  const openAi = await backend.createConversation({ app: publishedApp(), endUser: null })
  const talk = await backend.createConversation({ app: publishedApp(), endUser: 'ann' })
  const startedRun = await backend.startRun({
    app: publishedApp(),
    origin: 'dify',
    inputs: { message: 'hi' },
    history: [],
    requestId: 'r',
    endUser: 'ann',
  })

  const handover = await backend.handOver({ endUser: sidOf(secrets.token), body: { note: '', runIds: [] } })

  const routes = new Set(router.routes.map((route) => `${route.method} ${route.path}`))
  expect([...routes].filter((route) => !Object.hasOwn(MATRIX, route))).toEqual([])
  const mismatches: string[] = []
  for (const [route, row] of Object.entries(MATRIX)) {
    const [method = 'GET', pattern = ''] = route.split(' ')
    const path = pattern
      .replace(':slug', 'help-desk')
      .replace(':model', 'help-desk')
      .replace(':name', 'triage')
      .replace(':runId', runId)
      .replace(':requestId', handover.id)
      .replace(':conversationId', pattern.startsWith('/api/openai/') ? openAi.id : conversation.id)
      .replace(':fileId', file.id)
      .replace(':chatId', 'chat-1')
      .replace(':responseId', `resp_${responding.runId}`)
      .replace(':chunkId', CHUNK_ID)
      .replace(':approvalId', CHUNK_ID)
      .replace(':connectionId', CHUNK_ID)
      .replace(':token', CHUNK_ID)
      .replace(':thread', 'thread-1')
      .replace(':ticket', Buffer.from(JSON.stringify(['c', runId, 'up'])).toString('base64url'))
      .replace(':talkId', talk.id)
      .replace(/:(?:taskId|messageId)/, startedRun.runId)
      .replace('*', 'runs')
    const url = `${path}${QUERIES[route]?.replace('{talk}', talk.id) ?? ''}`
    for (const caller of ['nobody', 'key', 'otherKey', 'token', 'otherToken', 'otherVisitor'] as const) {
      const headers = { ...ACCEPT, ...(secrets[caller] === null ? {} : bearer(secrets[caller])) }
      const init = BODIES[route] ? { ...postJson(withRun(BODIES[route], runId), headers), method } : { method, headers }
      const { status } = await router.request(url, init)
      if (status !== row[caller]) mismatches.push(`${route} as ${caller}: ${status}, expected ${row[caller]}`)
    }
  }
  expect(mismatches).toEqual([])
}, 60_000)

test('finds nothing for a key of another workspace', async () => {
  const { router, backend } = testPublicApi({ limits })
  backend.keys.set(OTHER_SECRET, {
    keyId: 'key-2',
    workspaceId: 'workspace-2',
    appIds: [APP_ID],
    environment: null,
    canEvaluate: false,
  })
  const response = await router.request(
    '/api/v1/apps/help-desk/runs',
    postJson({ inputs: { message: 'hi' } }, bearer(OTHER_SECRET)),
  )
  expect(response.status).toBe(404)
})

test('every public route is handled by the router, not by the pages', () => {
  const { router } = testPublicApi({ limits })
  const strays = router.routes.map(({ path }) => path).filter((path) => !path.includes('*') && !isApiPath(path))
  expect(strays).toEqual([])
})
