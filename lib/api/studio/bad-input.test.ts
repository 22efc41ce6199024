import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { members, sessions, users } from '@/lib/db/schema/auth'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { dropSingleton } from '@/lib/platform/singleton'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { fillWorkspace } from '../testing/fill-workspace'
import type { WorkspaceRows } from '../testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '../testing/test-studio'

let studio: TestStudio
let owner: TestPerson
let rows: WorkspaceRows

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  rows = await fillWorkspace(studio.system, owner.workspaceId)
})
afterAll(() => studio.close())

const node = (id: string, label = 'Input') => ({
  id,
  type: 'input',
  version: 1,
  label,
  position: { x: 0, y: 0 },
  config: {},
})
const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  studio.call({ method, path: `/api/studio${path}`, body, headers, person: owner })
const revisionOf = async () => {
  const response = await studio.call({ method: 'GET', path: `/api/studio/apps/${rows.appId}`, person: owner })
  return Number(Reflect.get(Object(await response.json()), 'revision'))
}
const saveGraph = async (graph: unknown) =>
  send('PUT', `/apps/${rows.appId}/draft`, { revision: await revisionOf(), graph })

/** Sends raw text, which JSON.stringify would not produce. */
async function sendText(path: string, text: string): Promise<{ status: number; code: unknown; message: string }> {
  const { createStudioRouter } = await import('./studio-router')
  const { studioRoutes } = await import('./studio-routes')
  const response = await createStudioRouter(studio.system, studioRoutes, () => 'test').request(
    `http://localhost:3000/api/studio${path}`,
    {
      method: 'POST',
      headers: {
        origin: 'http://localhost:3000',
        host: 'localhost:3000',
        cookie: owner.cookie,
        'content-type': 'application/json',
      },
      body: text,
    },
  )
  const { error } = Object(await response.json())
  return { status: response.status, code: error?.code, message: String(error?.message) }
}

describe('bad inputs of the studio API', () => {
  test('rejects a duplicate parameter', async () => {
    const response = await send('GET', '/runs?limit=1&limit=2', undefined)
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('“limit” was sent more than once'),
    ])
  })

  test('rejects truncated JSON, naming its position', async () => {
    const answer = await sendText('/apps', '{"name":"abc')
    expect(answer).toMatchObject({ status: 400, code: 'INVALID_JSON' })
    expect(answer.message).toMatch(/position \d+/)
  })

  test.each([
    ['an unknown schema version', { ...emptyGraph(), schemaVersion: 99 }, 400],
    ['a text instead of a graph', 'graph', 400],
    ['ten thousand nodes', { ...emptyGraph(), nodes: Array.from({ length: 10_000 }, (_, n) => node(`n${n}`)) }, 413],
    ['a reserved node id', { ...emptyGraph(), nodes: [node('__proto__')] }, 400],
  ])('rejects %s', async (_, graph, status) => {
    // The test's database runs in this thread, so its share is counted too.
    const cpuMs = await cpuMsOf(async () => expect((await saveGraph(graph)).status).toBe(status))
    expect(cpuMs).toBeLessThan(1_000)
  })

  test('keeps a cycle in the draft and rejects it when publishing', async () => {
    const edge = (id: string, from: string, to: string) => ({
      id,
      from: { node: from, port: 'text' },
      to: { node: to, port: 'text' },
    })
    const graph = {
      ...emptyGraph(),
      nodes: [node('a'), node('b')],
      edges: [edge('e1', 'a', 'b'), edge('e2', 'b', 'a')],
    }
    expect((await saveGraph(graph)).status).toBe(200)
    const response = await send('POST', `/apps/${rows.appId}/versions`, { revision: await revisionOf() })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'INVALID_GRAPH' } })
    expect((await saveGraph(emptyGraph() satisfies Graph)).status).toBe(200)
  })

  test('rejects reserved keys without prototype pollution', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype'])
      expect(await sendText(`/apps/${rows.appId}/runs`, `{"inputs":{"a":{"${key}":{"polluted":1}}}}`)).toMatchObject({
        status: 400,
      })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('rejects a label of 10 KB with an explanation', async () => {
    const response = await saveGraph({ ...emptyGraph(), nodes: [node('a', 'x'.repeat(10_000))] })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('<=200 characters')
  })

  test.each([
    ['a letter and its accent', 'Cafe\u0301', 'Caf\u00e9'],
    ['a direction override', 'abc\u202etxt.exe', 'abc\u202etxt.exe'],
    ['zero-width characters', 'a\u200b\u200d\ufeffb', 'a\u200b\u200d\ufeffb'],
    ['an emoji of several characters', '👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
  ])('stores a label of %s in NFC and returns it unchanged', async (_, label, stored) => {
    expect((await saveGraph({ ...emptyGraph(), nodes: [node('a', label)] })).status).toBe(200)
    const response = await studio.call({ method: 'GET', path: `/api/studio/apps/${rows.appId}`, person: owner })
    expect(JSON.stringify(await response.json())).toContain(JSON.stringify(stored))
  })

  test('rejects an upload without a file, and an empty file, with an explanation', async () => {
    const upload = (form: FormData) =>
      studio.call({
        method: 'POST',
        path: `/api/studio/knowledge/${rows.knowledgeBaseId}/documents`,
        body: form,
        person: owner,
      })
    const none = await upload(new FormData())
    expect([none.status, await none.text()]).toEqual([400, expect.stringContaining('Choose a file')])
    const empty = new FormData()
    empty.set('file', new File([], 'empty.txt', { type: 'text/plain' }))
    const response = await upload(empty)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('empty')])
    expect(studio.sentJobs).toEqual([])
  })

  test('rejects names that consist of spaces', async () => {
    for (const path of ['/apps', '/knowledge']) expect((await send('POST', path, { name: ' \t ' })).status).toBe(400)
  })

  const unstorable = 'a\0b\ud800'
  test.each([
    ['an app name', 'POST', () => '/apps', { name: unstorable }],
    ['a description', 'PATCH', () => `/apps/${rows.appId}`, { description: unstorable }],
    ['a workspace name', 'PATCH', () => '/workspace', { name: unstorable }],
    ['a knowledge base', 'POST', () => '/knowledge', { name: unstorable }],
    ['a key', 'POST', () => '/keys', () => ({ name: unstorable, appIds: [rows.appId] })],
    ['a secret', 'PUT', () => '/secrets', { name: 'TOKEN', value: unstorable, hosts: ['example.com'] }],
  ])('survives NUL and lone surrogates in %s', async (_, method, path, body) => {
    const response = await send(method, path(), typeof body === 'function' ? body() : body)
    expect(response.status).toBeLessThan(500)
  })

  test('survives NUL in a query', async () => {
    const response = await studio.call({ method: 'GET', path: '/api/studio/runs?search=a%00b', person: owner })
    expect(response.status).toBe(200)
  })

  test('completes a run with NUL in message and history, in the database too', async () => {
    await send('PUT', `/apps/${rows.appId}/draft`, {
      revision: await revisionOf(),
      graph: { ...emptyGraph(), nodes: [node('input')] },
    })
    const response = await send('POST', `/apps/${rows.appId}/runs`, {
      inputs: { message: unstorable, [unstorable]: unstorable },
      history: [{ role: 'user', content: unstorable }],
    })
    await response.text()
    expect(response.status).toBeLessThan(500)
    const runs = await studio.call({ method: 'GET', path: '/api/studio/runs?status=running', person: owner })
    expect(await runs.json()).toMatchObject({ runs: [] })
  })

  test('rejects a message of 1 MB, naming the limit', async () => {
    const response = await send('POST', `/apps/${rows.appId}/runs`, { inputs: { message: 'a'.repeat(1_000_001) } })
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('977 KB')
  })

  test.each([['[]'], ['"text"'], ['1'], ['null'], ['']])('rejects the body %s', async (text) => {
    expect((await sendText('/apps', text)).status).toBe(400)
  })

  test.each([['gzip'], ['br'], ['deflate']])('rejects a body in %s unread', async (encoding) => {
    expect((await send('POST', '/apps', { name: 'A' }, { 'content-encoding': encoding })).status).toBe(415)
  })

  test('rejects 11 MB and other charsets unread', async () => {
    expect((await sendText('/apps', `{"name":"${'x'.repeat(11_000_000)}"}`)).status).toBe(413)
    const utf16 = { 'content-type': 'application/json; charset=utf-16le' }
    expect((await send('POST', '/apps', { name: 'A' }, utf16)).status).toBe(415)
  })

  test('asks to sign in when a session ends during editing, then accepts the same save', async () => {
    const editor = await studio.signUp('editor', owner.workspaceId)
    const save = { revision: await revisionOf(), graph: emptyGraph() }
    const saveDraft = () =>
      studio.call({ method: 'PUT', path: `/api/studio/apps/${rows.appId}/draft`, body: save, person: editor })
    const past = new Date(Date.now() - 1_000)
    await studio.system.db.update(sessions).set({ expiresAt: past }).where(eq(sessions.userId, editor.userId))
    expect((await saveDraft()).status).toBe(401)
    const [user] = await studio.system.db.select().from(users).where(eq(users.id, editor.userId))
    const second = { email: user?.email, password: 'correct horse battery' }
    const signIn = await studio.call({ method: 'POST', path: '/api/studio/session', body: second })
    editor.cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ')
    expect((await saveDraft()).status).toBe(200)
  })

  test('denies a removed member from the next request on, whatever the session', async () => {
    const runner = await studio.signUp('runner', owner.workspaceId)
    const openRun = () => studio.call({ method: 'GET', path: `/api/studio/runs/${rows.runId}`, person: runner })
    expect((await openRun()).status).toBe(200)
    await studio.system.db.delete(members).where(eq(members.userId, runner.userId))
    expect((await openRun()).status).toBe(403)
  })

  test('rejects a stale save with CONFLICT', async () => {
    const revision = await revisionOf()
    const save = async (id: string) => {
      const graph = { ...emptyGraph(), nodes: [node(id)] }
      return (await send('PUT', `/apps/${rows.appId}/draft`, { revision, graph })).status
    }
    // Saving the same graph again counts as a repeated save whose response was lost.
    expect([await save('mine'), await save('mine'), await save('yours')]).toEqual([200, 200, 409])
  })

  test('does not send a stored key when its connection changes to http or to a URL with credentials', async () => {
    const response = await send('POST', '/connections', {
      name: 'C',
      provider: 'openai-compatible',
      baseUrl: 'https://127.0.0.1:9/v1',
      apiKey: 'a key that is long',
    })
    const { id } = Object(await response.json())
    for (const baseUrl of ['http://127.0.0.1:9/v1', 'https://127.0.0.2:9/v1', 'https://a:b@127.0.0.1:9/v1'])
      expect((await send('PATCH', `/connections/${id}`, { baseUrl })).status).toBe(400)
  })

  test("slows down guessing one account's password, without affecting others", async () => {
    // The clock is frozen: on a busy machine eleven hashes take so long that an attempt is refilled
    // meanwhile.
    vi.useFakeTimers({ toFake: ['Date'] })
    dropSingleton('password-tries')
    dropSingleton('address-tries')
    onTestFinished(() => {
      vi.useRealTimers()
      dropSingleton('password-tries')
      dropSingleton('address-tries')
    })
    const signIn = (email: string) =>
      studio.call({
        method: 'POST',
        path: '/api/studio/session',
        body: { email, password: 'wrong password' },
        headers: { 'x-test-socket': '203.0.113.9' },
      })
    const answers: Response[] = []
    for (let n = 0; n < 11; n += 1) answers.push(await signIn('victim@example.com'))
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(401), 429])
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await signIn('other@example.com')).status).toBe(401)
  })
})
