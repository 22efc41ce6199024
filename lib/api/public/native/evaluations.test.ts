import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { EvaluationRunView } from '@/lib/contracts/public-evaluations'
import { experiments } from '@/lib/db/schema/evaluation/evaluations'
import { runExperiment } from '@/lib/evaluation/experiments/run-experiment'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { ExperimentData } from '@/lib/services/evaluations/experiment-job'
import { junitProblems } from '@/lib/services/evaluations/export/testing/junit-problems'

const embed = async (texts: readonly string[]) => texts.map(() => [1])
const echo = (text: string) =>
  chatApp([{ id: 'say', type: 'template', config: { text } }], ['in.message -> say.value', 'say.text -> out.text'])

let app: TestApp
let server: Server
let folder: string
let address: string
let slug: string
let key: string

beforeAll(async () => {
  app = await createTestApp('piped', echo('{{value}}'))
  const questions = ['Paris', 'Rome', 'Oslo'].map((question) => ({ question, expected: question }))
  const quick = { from: 'questions', name: 'Capitals & more', questions }
  const created = z
    .object({ id: z.string(), slug: z.string() })
    .parse(await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick))
  slug = created.slug
  await app.request('PATCH', `/api/studio/evaluations/${created.id}`, { scorers: [{ id: 'equal', kind: 'equal' }] })
  key = await keyWith({ appIds: [app.appId], canEvaluate: true })
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const method = incoming.method ?? 'GET'
    const response = await app.router.request(incoming.url ?? '/', {
      method,
      headers: incoming.headers as Record<string, string>,
      ...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }),
    })
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
    await work()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-cli-'))
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
  await app.close()
})

async function keyWith(body: object): Promise<string> {
  const created = await app.request('POST', '/api/studio/keys', { name: 'CI', ...body })
  return z.object({ secret: z.string() }).parse(created).secret
}

/** Processes the sent jobs. */
async function work(): Promise<void> {
  for (const { kind, data } of app.studio.sentJobs.splice(0))
    if (kind === 'run-experiment')
      await runExperiment(app.studio.system, ExperimentData.parse(data), new AbortController().signal, { embed })
}

function send(method: string, rest: string, body?: object, headers: Record<string, string> = {}, bearer = key) {
  return app.router.request(`/api/v1/evaluations/${rest}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

test('starts an evaluation with 202 and streams its progress and result', async () => {
  const response = await send('POST', `${slug}/runs`, { baseline: 'production' })
  expect([response.status, slug]).toEqual([202, 'capitals-more'])
  const started = await response.json()
  expect(started).toMatchObject({ status: 'queued', total: 6, result: null })
  expect(started.events).toBe(`${response.headers.get('location')}/events`)
  await work()
  const events = await (await send('GET', `${slug}/runs/${started.id}/events`)).text()
  expect(events).toMatch(/^event: end\ndata: \{"id":/)
  const run = EvaluationRunView.parse(await (await send('GET', `${slug}/runs/${started.id}`)).json())
  expect(run).toMatchObject({ status: 'done', done: 6, result: { answer: 'passes', regressed: [] } })
  expect(run.result?.metrics[0]).toMatchObject({ id: 'equal', mean: 1, count: 3 })
})

test('repeats a request with the same idempotency key once, and rejects the key with another body', async () => {
  const count = async () => (await app.studio.system.db.select().from(experiments)).length
  const before = await count()
  const headers = { 'idempotency-key': 'build-17' }
  const first = await (await send('POST', `${slug}/runs`, {}, headers)).json()
  const secondResponse = await send('POST', `${slug}/runs`, {}, headers)
  expect([secondResponse.status, secondResponse.headers.get('idempotency-replayed')]).toEqual([202, 'true'])
  expect((await secondResponse.json()).id).toBe(first.id)
  expect((await count()) - before).toBe(1)
  expect((await send('POST', `${slug}/runs`, { fresh: true }, headers)).status).toBe(409)
  await work()
})

test('needs a key of the app with the right to evaluate', async () => {
  const status = async (bearer: string, name = slug) => (await send('POST', `${name}/runs`, {}, {}, bearer)).status
  expect(await status(await keyWith({ appIds: [app.appId] }))).toBe(403)
  expect(await status('pb_live_unknown')).toBe(401)
  expect(await status(key, 'unknown')).toBe(404)
  const { id } = z
    .object({ id: z.string() })
    .parse(await app.request('POST', '/api/studio/apps', { name: 'Other', graph: echo('{{value}}') }))
  expect(await status(await keyWith({ appIds: [id], canEvaluate: true }))).toBe(404)
  const stranger = await app.studio.signUp('owner')
  const call = async (route: string, body: object) =>
    (await app.studio.call({ method: 'POST', path: route, body, person: stranger })).json()
  const foreign = await call('/api/studio/apps', { name: 'Foreign', graph: echo('{{value}}') })
  const { secret } = await call('/api/studio/keys', { name: 'CI', appIds: [foreign.id], canEvaluate: true })
  expect(await status(secret)).toBe(404)
})

test('validates the subject of an evaluation', async () => {
  const sent = async (body: object) => (await send('POST', `${slug}/runs`, body)).status
  expect(await sent({ version: 1, environment: 'production' })).toBe(400)
  expect(await sent({ version: 99 })).toBe(404)
  expect(await sent({ environment: 'staging' })).toBe(404)
  expect(await sent({ app: { format: 'other' } })).toBe(400)
  expect(await sent({ budget: 2 })).toBe(400)
})

function cli(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [path.resolve('public/cli/evaluate.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, PATCHBAY_URL: address, PATCHBAY_KEY: key },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

async function gate(rules: object): Promise<void> {
  const { evaluations } = z
    .object({ evaluations: z.array(z.object({ id: z.string(), slug: z.string() })) })
    .parse(await app.request('GET', '/api/studio/evaluations'))
  const evaluationId = evaluations.find((item) => item.slug === slug)?.id
  await app.request('PUT', `/api/studio/apps/${app.appId}/gates/production`, { evaluationId, rules })
}

test('the command returns 0, 1, 2 or 3 and writes JUnit and Markdown', async () => {
  await gate({ notWorse: null, metrics: [{ scorer: 'equal', atLeast: 0.4 }] })
  const run = ['run', slug, '--baseline', 'production', '--junit', 'out.xml', '--markdown', 'out.md']
  const passed = await cli(...run)
  expect(passed, passed.output).toMatchObject({ code: 0, output: expect.stringContaining('capitals-more: passes') })
  const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, {
    revision: app.revision,
    graph: echo('No <b>{{value}}</b>'),
  })
  app.revision = z.object({ revision: z.number() }).parse(saved).revision
  const failed = await cli(...run)
  expect(failed, failed.output).toMatchObject({ code: 2 })
  await gate({ notWorse: null, metrics: [{ scorer: 'equal', atLeast: 0.9 }] })
  expect(await cli(...run)).toMatchObject({ code: 1 })
  const markdown = await readFile(path.join(folder, 'out.md'), 'utf8')
  expect(markdown).toContain('## Evaluation capitals-more: fails')
  expect(markdown).toContain('| Paris | Paris | Paris | No &#60;b&#62;Paris&#60;/b&#62; |')
  const junit = await readFile(path.join(folder, 'out.xml'), 'utf8')
  expect(junitProblems(junit)).toEqual([])
  expect(junit).toContain('<testcase classname="patchbay" name="metric: equal"><failure message="“equal” is 0.0 % [')
  await gate({ notWorse: 0.02, metrics: [] })
  expect(await cli(...run)).toMatchObject({ code: 2 })
  expect(await cli(...run, '--inconclusive', 'pass')).toMatchObject({ code: 0 })
  expect(await cli('run', 'unknown')).toMatchObject({ code: 3 })
  expect(await cli('walk')).toMatchObject({ code: 3, output: expect.stringContaining('Usage:') })
})
