import { expect, test } from 'vitest'
import { isCalled } from '../server/http-server'
import { APP_ID, CHUNK_ID, OTHER_SECRET, publishedApp, SECRET } from './__fixtures__/memory-backend'
import { APP_URL, bearer, postJson, testPublicApi } from './__fixtures__/test-public-api'

const OTHER_APP = '01970000-0000-7000-8000-000000000002'
type Caller = 'nobody' | 'key' | 'otherKey' | 'token' | 'otherToken' | 'otherVisitor'
type Row = Record<Caller, number>

const KEYED: Row = { nobody: 401, key: 200, otherKey: 404, token: 401, otherToken: 401, otherVisitor: 401 }
const VISITED: Row = { nobody: 401, key: 401, otherKey: 401, token: 200, otherToken: 404, otherVisitor: 200 }
const OWN: Row = { ...VISITED, otherVisitor: 404 }
const OPEN: Row = { nobody: 200, key: 200, otherKey: 200, token: 200, otherToken: 200, otherVisitor: 200 }
const all = (status: number): Row => ({
  nobody: status,
  key: status,
  otherKey: status,
  token: status,
  otherToken: status,
  otherVisitor: status,
})

/** The response of each public route to each caller. A missing route fails the test. */
const MATRIX: Record<string, Row> = {
  'POST /api/v1/apps/:slug/runs': KEYED,
  'GET /api/v1/apps/:slug/runs/:runId': KEYED,
  'GET /api/v1/apps/:slug/runs/:runId/events': KEYED,
  'POST /api/v1/apps/:slug/runs/:runId/cancel': KEYED,
  'POST /api/v1/apps/:slug/runs/:runId/feedback': KEYED,
  'GET /api/v1/apps/:slug/conversations': KEYED,
  'POST /api/v1/apps/:slug/conversations': { ...KEYED, key: 201 },
  'GET /api/v1/apps/:slug/conversations/:conversationId': KEYED,
  'GET /api/v1/apps/:slug/conversations/:conversationId/messages': KEYED,
  // No form is sent here, and the app accepts no images.
  'POST /api/v1/apps/:slug/files': { ...KEYED, key: 400 },
  'GET /api/v1/apps/:slug/files': KEYED,
  'GET /api/v1/apps/:slug/files/:fileId': KEYED,
  'GET /api/v1/apps/:slug/files/:fileId/content': KEYED,
  'GET /v1/files/:fileId/preview': KEYED,
  'DELETE /api/v1/apps/:slug/files/:fileId': { ...KEYED, key: 204 },
  'POST /api/v1/apps/:slug/ai-sdk': KEYED,
  'GET /api/v1/apps/:slug/ai-sdk/:chatId/stream': KEYED,
  // Last, so that the others find it.
  'DELETE /api/v1/apps/:slug/conversations/:conversationId': { ...KEYED, key: 204 },
  'GET /api/v1/apps/:slug/approvals': KEYED,
  'POST /api/v1/apps/:slug/approvals/:approvalId': KEYED,
  'GET /api/v1/apps/:slug/openapi.json': KEYED,
  'OPTIONS /api/v1/apps/:slug/*': all(204),
  'POST /api/v1/models/:name/predict': KEYED,
  'GET /api/v1/models/:name/openapi.json': KEYED,
  // The other key may not start evaluations.
  'POST /api/v1/evaluations/:slug/runs': { ...KEYED, key: 202, otherKey: 403 },
  'GET /api/v1/evaluations/:slug/runs/:runId': { ...KEYED, otherKey: 403 },
  'GET /api/v1/evaluations/:slug/runs/:runId/events': { ...KEYED, otherKey: 403 },
  'POST /api/openai/v1/chat/completions': KEYED,
  'POST /api/openai/v1/responses': KEYED,
  'GET /api/openai/v1/responses/:responseId': KEYED,
  'GET /api/openai/v1/responses/:responseId/input_items': KEYED,
  // Rejected with an explanation for every caller.
  'POST /api/openai/v1/responses/input_tokens': { ...KEYED, key: 400, otherKey: 400 },
  'POST /api/openai/v1/responses/compact': { ...KEYED, key: 400, otherKey: 400 },
  'POST /api/openai/v1/responses/:responseId/cancel': KEYED,
  'DELETE /api/openai/v1/responses/:responseId': KEYED,
  'GET /api/v1/apps/:slug/passages/:chunkId': KEYED,
  // Not specific to an app.
  'GET /api/openai/v1/openapi.json': { ...KEYED, otherKey: 200 },
  // The other key lists its own apps, which do not include this one.
  'GET /api/openai/v1/models': { ...KEYED, otherKey: 200 },
  'GET /api/openai/v1/models/:model': KEYED,
  'POST /api/openai/v1/embeddings': { ...KEYED, otherKey: 200 },
  // Each key has one app, to which the new conversation belongs.
  'POST /api/openai/v1/conversations': { ...KEYED, otherKey: 200 },
  'GET /api/openai/v1/conversations/:conversationId': KEYED,
  'POST /api/openai/v1/conversations/:conversationId': KEYED,
  'GET /api/openai/v1/conversations/:conversationId/items': KEYED,
  // Adding or removing single items is not supported.
  'POST /api/openai/v1/conversations/:conversationId/items': { ...KEYED, key: 400, otherKey: 400 },
  'DELETE /api/openai/v1/conversations/:conversationId/items/:itemId': { ...KEYED, key: 400, otherKey: 400 },
  'DELETE /api/openai/v1/conversations/:conversationId': KEYED,
  // The other key has no app that accepts files.
  'POST /api/openai/v1/files': { ...KEYED, key: 400, otherKey: 400 },
  'GET /api/openai/v1/files': { ...KEYED, key: 400, otherKey: 400 },
  'GET /api/openai/v1/files/:fileId': { ...KEYED, key: 400, otherKey: 400 },
  'GET /api/openai/v1/files/:fileId/content': { ...KEYED, key: 400, otherKey: 400 },
  'DELETE /api/openai/v1/files/:fileId': { ...KEYED, key: 400, otherKey: 400 },
  'POST /embed/:slug/files': { ...VISITED, token: 400, otherVisitor: 400 },
  'GET /embed/:slug/files/:fileId': { ...VISITED, token: 404, otherVisitor: 404 },
  'DELETE /embed/:slug/files/:fileId': { ...VISITED, token: 404, otherVisitor: 404 },
  'GET /embed/:slug/batches': VISITED,
  // The app accepts no files of rows, so there are none.
  ...Object.fromEntries(
    [
      'GET /embed/:slug/batches/:batchId',
      'POST /embed/:slug/batches/:batchId/check',
      'POST /embed/:slug/batches/:batchId/start',
      'POST /embed/:slug/batches/:batchId/control',
      'GET /embed/:slug/batches/:batchId/rows',
      'GET /embed/:slug/batches/:batchId/results',
      'DELETE /embed/:slug/batches/:batchId',
    ].map((route) => [route, { ...VISITED, token: 404, otherVisitor: 404 }]),
  ),
  // No form is sent here.
  'POST /embed/:slug/batches': { ...VISITED, token: 415, otherVisitor: 415 },
  'GET /embed/:slug/config': all(404),
  'POST /embed/:slug/session': all(403),
  'POST /embed/:slug/messages': VISITED,
  'POST /api/v1/prediction/:slug': KEYED,
  'GET /api/v1/public-chatbotConfig/:slug': KEYED,
  // The same for every address: it does not reveal which apps exist.
  'GET /api/v1/chatflows-streaming/:slug': OPEN,
  'PUT /api/v1/chatmessage/abort/:slug/:chatId': KEYED,
  // The app accepts no files.
  'POST /api/v1/attachments/:slug/:chatId': { ...KEYED, key: 400 },
  'GET /api/v1/get-upload-file': { ...KEYED, key: 404 },
  // The app has no contact form.
  'POST /api/v1/leads': { ...KEYED, key: 404 },
  'POST /api/v1/leads/': { ...KEYED, key: 404 },
  'OPTIONS /api/v1/leads': all(204),
  'OPTIONS /api/v1/leads/': all(204),
  // The app has no speech step.
  'POST /api/v1/text-to-speech/generate': { ...KEYED, key: 400 },
  'POST /api/v1/text-to-speech/abort': KEYED,
  'OPTIONS /api/v1/text-to-speech/generate': all(204),
  'OPTIONS /api/v1/text-to-speech/abort': all(204),
  'ALL /api/v1/vector/upsert/:slug': all(400),
  'ALL /api/v1/webhook/:slug': all(400),
  'ALL /api/v1/mcp/:slug': all(400),
  'POST /api/v1/feedback/:slug': KEYED,
  'PUT /api/v1/feedback/:slug/:ticket': KEYED,
  'OPTIONS /api/v1/prediction/:slug': all(204),
  'OPTIONS /api/v1/public-chatbotConfig/:slug': all(204),
  'OPTIONS /api/v1/chatflows-streaming/:slug': all(204),
  'OPTIONS /api/v1/chatmessage/abort/:slug/:chatId': all(204),
  'OPTIONS /api/v1/attachments/:slug/:chatId': all(204),
  'OPTIONS /api/v1/feedback/:slug': all(204),
  'OPTIONS /api/v1/feedback/:slug/:ticket': all(204),
  // The other key has one app too, which it can access fully.
  'POST /v1/chat-messages': { ...KEYED, otherKey: 200 },
  'POST /v1/chat-messages/:taskId/stop': KEYED,
  // Neither app accepts files.
  'POST /v1/files/upload': { ...KEYED, key: 400, otherKey: 400 },
  'GET /v1/conversations': { ...KEYED, otherKey: 200 },
  'POST /v1/conversations/:talkId/name': KEYED,
  'GET /v1/messages': KEYED,
  'GET /v1/messages/:messageId/suggested': KEYED,
  'GET /v1/conversations/:talkId/variables': KEYED,
  'DELETE /v1/conversations/:talkId': { ...KEYED, key: 204 },
  'POST /v1/messages/:messageId/feedbacks': KEYED,
  'POST /v1/workflows/run': { ...KEYED, key: 400, otherKey: 400 },
  'GET /v1/workflows/run/:runId': KEYED,
  'POST /v1/workflows/tasks/:taskId/stop': KEYED,
  'GET /v1/workflow/:taskId/events': KEYED,
  'GET /v1/workflows/logs': { ...KEYED, otherKey: 200 },
  // The app has neither a transcription nor a speech step.
  'POST /v1/audio-to-text': { ...KEYED, key: 400, otherKey: 400 },
  'POST /v1/text-to-audio': { ...KEYED, key: 400, otherKey: 400 },
  'GET /v1/parameters': { ...KEYED, otherKey: 200 },
  'GET /v1/info': { ...KEYED, otherKey: 200 },
  'GET /v1/site': { ...KEYED, otherKey: 200 },
  'GET /v1/meta': { ...KEYED, otherKey: 200 },
  // No question is open.
  'GET /v1/form/human_input/:token': { ...KEYED, key: 404 },
  'POST /v1/form/human_input/:token': { ...KEYED, key: 404 },
  'GET /v1/apps/annotations': { ...KEYED, otherKey: 200 },
  'ALL /v1/completion-messages': all(400),
  'ALL /v1/completion-messages/:taskId/stop': all(400),
  'ALL /v1/apps/annotations': all(400),
  'ALL /v1/apps/annotations/*': all(400),
  'ALL /v1/apps/annotation-reply/*': all(400),
  'ALL /v1/workflows/:workflowId/run': all(400),
  'ALL /v1/app/feedbacks': all(400),
  'ALL /v1/end-users/*': all(400),
  'ALL /v1/conversations/:talkId/variables/:variableId': all(400),
  'ALL /v1/workspaces/*': all(400),
  'ALL /v1/datasets': all(400),
  'ALL /v1/datasets/*': all(400),
  'POST /mcp': { ...KEYED, otherKey: 200 },
  'GET /mcp': { ...KEYED, key: 405, otherKey: 405 },
  'DELETE /mcp': { ...KEYED, key: 405, otherKey: 405 },
  'POST /mcp/apps/:slug': KEYED,
  'GET /mcp/apps/:slug': { ...KEYED, key: 405 },
  'DELETE /mcp/apps/:slug': { ...KEYED, key: 405 },
  // Metadata is public; requests without a valid form are rejected.
  'GET /.well-known/oauth-authorization-server': OPEN,
  'GET /.well-known/oauth-authorization-server/mcp': OPEN,
  ...Object.fromEntries(
    [
      '/.well-known/oauth-authorization-server',
      '/.well-known/oauth-authorization-server/mcp',
      '/.well-known/oauth-protected-resource',
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource/mcp/apps/:slug',
      '/oauth/client-metadata.json',
      '/oauth/register',
      '/oauth/token',
      '/oauth/revoke',
    ].map((path) => [`OPTIONS ${path}`, all(204)]),
  ),
  'GET /.well-known/oauth-protected-resource': OPEN,
  'GET /.well-known/oauth-protected-resource/mcp': OPEN,
  'GET /.well-known/oauth-protected-resource/mcp/apps/:slug': OPEN,
  'GET /oauth/client-metadata.json': OPEN,
  'POST /oauth/register': all(201),
  'POST /oauth/token': all(415),
  'POST /oauth/revoke': all(415),
  'POST /hooks/:triggerId': all(404),
  'GET /hooks/channels/:channelId': all(404),
  'POST /hooks/channels/:channelId': all(404),
  'GET /embed/:slug/runs/:runId/events': OWN,
  'POST /embed/:slug/runs/:runId/cancel': OWN,
  'POST /embed/:slug/runs/:runId/feedback': OWN,
  'GET /embed/:slug/passages/:chunkId': VISITED,
  'POST /embed/:slug/leads': VISITED,
  'POST /embed/:slug/handovers': VISITED,
  'GET /embed/:slug/handovers/:requestId': OWN,
  'GET /embed/:slug/runs/:runId/approvals': OWN,
  // Each visitor deletes a conversation of their own.
  'DELETE /embed/:slug/threads/:thread': VISITED,
  // The backend checks whose question it is (lib/runs/widget).
  'POST /embed/:slug/approvals/:approvalId': VISITED,
  'GET /chat/:slug': OPEN,
  // The app has no images.
  'GET /chat/:slug/images/:imageId': all(404),
  'GET /embed/:slug': all(404),
  'GET /widget.js': OPEN,
  'GET /chat-frame.js': OPEN,
  'GET /chat-frame.css': OPEN,
  'GET /chat-rich.css': OPEN,
  'GET /chat-page.css': OPEN,
  'GET /chat-parts/preview': OPEN,
  'GET /chat-parts/:name': OPEN,
}

const BODIES: Record<string, object> = {
  'POST /api/openai/v1/embeddings': { model: 'builtin/all-minilm-l6-v2', input: 'hi' },
  'POST /api/openai/v1/conversations': {},
  'POST /api/openai/v1/conversations/:conversationId': {},
  'POST /api/v1/apps/:slug/approvals/:approvalId': { decision: 'approved' },
  'POST /api/v1/apps/:slug/conversations': {},
  'POST /api/v1/apps/:slug/ai-sdk': {
    id: 'chat-1',
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'hi' }] }],
  },
  'POST /api/v1/apps/:slug/runs': { inputs: { message: 'hi' } },
  'POST /api/openai/v1/chat/completions': { model: 'help-desk', messages: [{ role: 'user', content: 'hi' }] },
  'POST /api/v1/models/:name/predict': { text: 'hi' },
  'POST /api/v1/evaluations/:slug/runs': {},
  'POST /api/openai/v1/responses': { model: 'help-desk', input: 'hi' },
  'POST /api/v1/prediction/:slug': { question: 'hi' },
  'POST /api/v1/leads': { chatflowid: 'help-desk', chatId: 'c' },
  'POST /api/v1/leads/': { chatflowid: 'help-desk', chatId: 'c' },
  'POST /api/v1/text-to-speech/generate': { chatflowId: 'help-desk', chatId: 'c', chatMessageId: '{run}' },
  'POST /api/v1/text-to-speech/abort': { chatflowId: 'help-desk', chatId: 'c', chatMessageId: '{run}' },
  'POST /v1/form/human_input/:token': { action: 'approve', user: 'ann' },
  'POST /api/v1/feedback/:slug': { chatId: 'c', messageId: '{run}', rating: 'THUMBS_UP' },
  'PUT /api/v1/feedback/:slug/:ticket': { content: 'Good.' },
  'POST /v1/chat-messages': { query: 'hi', user: 'ann' },
  'POST /v1/chat-messages/:taskId/stop': { user: 'ann' },
  'POST /v1/conversations/:talkId/name': { name: 'Prices', user: 'ann' },
  'DELETE /v1/conversations/:talkId': { user: 'ann' },
  'POST /v1/messages/:messageId/feedbacks': { rating: 'like', user: 'ann' },
  'POST /v1/workflows/run': { inputs: {}, user: 'ann' },
  'POST /v1/workflows/tasks/:taskId/stop': { user: 'ann' },
  'POST /v1/text-to-audio': { text: 'hi', user: 'ann' },
  'POST /oauth/register': { redirect_uris: ['https://program.example/back'] },
  'POST /oauth/token': {},
  'POST /oauth/revoke': {},
  'POST /mcp': { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  'POST /mcp/apps/:slug': { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  'POST /embed/:slug/batches/:batchId/check': { mapping: {} },
  'POST /embed/:slug/batches/:batchId/start': { mapping: {} },
  'POST /embed/:slug/batches/:batchId/control': { action: 'cancel' },
  'POST /embed/:slug/session': {},
  'POST /api/v1/apps/:slug/runs/:runId/feedback': { rating: 'up' },
  'POST /embed/:slug/runs/:runId/feedback': { rating: 'down', reason: 'wrong' },
  'POST /embed/:slug/messages': { inputs: { message: 'hi' } },
  'POST /embed/:slug/leads': { values: { email: 'a@b.example' }, consent: true },
  'POST /embed/:slug/handovers': { note: '', runIds: [] },
  'POST /embed/:slug/approvals/:approvalId': { decision: 'approved' },
}

/** The test's signer writes readable claims. */
function sidOf(token: string | null): string {
  return JSON.parse(Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString()).payload.sid
}

const QUERIES: Record<string, string> = {
  'GET /api/v1/apps/:slug/passages/:chunkId': '?start=0&end=1',
  'GET /embed/:slug/passages/:chunkId': '?start=0&end=1',
  'GET /v1/conversations': '?user=ann',
  'GET /v1/workflow/:taskId/events': '?user=ann',
  'GET /api/v1/get-upload-file': '?chatflowId=help-desk&chatId=c&fileName=a.png',
  'GET /v1/messages/:messageId/suggested': '?user=ann',
  'GET /v1/messages': '?user=ann&conversation_id={talk}',
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
    ...{ app: publishedApp(), origin: 'openai', inputs: { message: 'hi' }, history: [], requestId: 'r' },
  })
  const file = await backend.storeFile({
    ...{ app: publishedApp(), endUser: null },
    file: { name: 'a.png', mediaType: 'image/png', bytes: new Uint8Array([1]), text: null },
  })
  const conversation = await backend.createConversation({ app: publishedApp(), endUser: null })
  // Another one for OpenAI's API: each API deletes its own.
  const openAi = await backend.createConversation({ app: publishedApp(), endUser: null })
  const talk = await backend.createConversation({ app: publishedApp(), endUser: 'ann' })
  const startedRun = await backend.startRun({
    ...{ app: publishedApp(), origin: 'dify', inputs: { message: 'hi' }, history: [], requestId: 'r', endUser: 'ann' },
  })

  const handover = await backend.handOver({ endUser: sidOf(secrets.token), body: { note: '', runIds: [] } })

  const routes = new Set(router.routes.map((route) => `${route.method} ${route.path}`))
  expect([...routes].filter((route) => !Object.hasOwn(MATRIX, route))).toEqual([])
  const wrong: string[] = []
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
      if (status !== row[caller]) wrong.push(`${route} as ${caller}: ${status}, expected ${row[caller]}`)
    }
  }
  expect(wrong).toEqual([])
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
  const strays = router.routes.map(({ path }) => path).filter((path) => !path.includes('*') && !isCalled(path))
  expect(strays).toEqual([])
})
