import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SECRET } from '@/lib/api/public/__fixtures__/memory-backend'
import { testPublicApi } from '@/lib/api/public/__fixtures__/test-public-api'
import { answerer } from '@/lib/api/server/request-listener'
import { emptyGraph } from '@/lib/graph/graph'
import { sampleInputs } from './sample-inputs'
import { htmlSnippet, snippets } from './snippets'
import { toOrigin } from './to-origin'

const run = promisify(execFile)
const api = testPublicApi()
const server = serve({ fetch: answerer(api.router), port: 0, hostname: '127.0.0.1' })
const MESSAGE = `It's "quoted", isn't it?`
let all: ReturnType<typeof snippets> = {}

beforeAll(async () => {
  if (!server.listening) await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const target = {
    baseUrl: `http://127.0.0.1:${port}`,
    slug: 'help-desk',
    apiKey: SECRET,
    inputs: { message: MESSAGE },
    message: MESSAGE,
  }
  all = snippets(target)
})
afterAll(() => {
  server.close()
})

test('the TypeScript examples run as pasted', async () => {
  const results = await Promise.all(
    [all.typescriptOpenai, all.typescriptFetch].map((code) =>
      run(process.execPath, ['--input-type=module', '-e', code ?? '']),
    ),
  )
  for (const { stdout } of results) expect(stdout.trim()).toBe(`You said: ${MESSAGE}`)
})

test('the Responses API example runs as pasted, and the useChat route forwards the stream', async () => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', all.typescriptResponses ?? ''])
  expect(stdout.trim()).toBe(`You said: ${MESSAGE}\nYou said: Tell me more.`)
  const body = { id: 'c', messages: [{ role: 'user', parts: [{ type: 'text', text: MESSAGE }] }] }
  const call = `const answer = await POST(new Request('http://own.example', { method: 'POST', body: ${JSON.stringify(JSON.stringify(body))} }))
console.log(answer.headers.get('x-vercel-ai-ui-message-stream'), await answer.text())`
  const route = `${all.typescriptUseChat?.replace('export ', '')}\n${call}`
  const args = ['--experimental-strip-types', '--input-type=module-typescript', '-e', route]
  const passed = await run(process.execPath, args)
  expect(passed.stdout).toMatch(/^v1 /)
  expect(passed.stdout).toContain('"type":"finish"')
})

test('the curl examples run as pasted', async ({ skip }) => {
  const hasCurl = await run('sh', ['-c', 'command -v curl']).then(
    () => true,
    () => false,
  )
  if (!hasCurl) skip()
  const [whole, stream] = await Promise.all(
    [all.curl, all.curlStream].map((code) => run('sh', ['-c', (code ?? '').replace('curl', 'curl -sS')])),
  )
  expect(JSON.parse(whole?.stdout ?? '').answer).toBe(`You said: ${MESSAGE}`)
  expect(stream?.stdout).toContain('event: run.completed')
  const peers = [all.flowiseCurl, all.difyCurl].map((code) =>
    run('sh', ['-c', (code ?? '').replace('curl', 'curl -sS')]),
  )
  const [flowise, dify] = (await Promise.all(peers)).map(({ stdout }) => JSON.parse(stdout))
  expect([flowise.text, dify.answer]).toEqual([`You said: ${MESSAGE}`, `You said: ${MESSAGE}`])
  const talk = await run('sh', ['-c', (all.curlConversation ?? '').replaceAll('curl ', 'curl -sS ')])
  expect(JSON.parse(talk.stdout).answer).toBe(`You said: ${MESSAGE}`)
})

test('the MCP configuration connects a client to the app', async () => {
  const { url, headers } = JSON.parse(all.mcpSettings ?? '').mcpServers['help-desk']
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['help-desk'])
  await client.close()
})

test('a form app has no chat client examples, and has valid inputs', () => {
  const fields = [
    { name: 'text', label: 'Text', kind: 'paragraph', options: [], required: true },
    { name: 'tone', label: 'Tone', kind: 'choice', options: ['kind'], required: true },
    { name: 'extra', label: 'Extra', kind: 'number', options: [], required: false },
  ]
  const node = {
    id: 'start',
    type: 'input',
    version: 1,
    label: 'Start',
    position: { x: 0, y: 0 },
    config: { mode: 'form', fields },
  }
  const { isChat, inputs } = sampleInputs({ ...emptyGraph(), nodes: [node] })
  expect({ isChat, inputs }).toEqual({ isChat: false, inputs: { text: 'Some text', tone: 'kind' } })
  const forForm = snippets({ baseUrl: 'http://x', slug: 'a', apiKey: 'k', inputs, message: null })
  expect(Object.keys(forForm)).toEqual([
    ...['curl', 'curlStream', 'pythonRequests', 'typescriptFetch'],
    ...['mcpSettings', 'flowiseWidget', 'flowiseCurl', 'difyCurl'],
  ])
  expect(forForm.flowiseCurl).toContain('"form":{')
  expect(forForm.difyCurl).toContain('/v1/workflows/run')
})

test('the widget snippet is one line, plus one for an inline chat', () => {
  const app = { baseUrl: 'https://studio.example', slug: 'help-desk' }
  expect(htmlSnippet(app, 'bubble')).toBe(
    '<script src="https://studio.example/widget.js" data-app="help-desk" defer></script>',
  )
  expect(htmlSnippet(app, 'inline')).toBe(
    '<patchbay-chat app="help-desk" mode="inline" style="display: block; height: 600px"></patchbay-chat>\n<script src="https://studio.example/widget.js" defer></script>',
  )
})

test('reduces any pasted URL to its origin', () => {
  expect(['https://Shop.example/a?b', 'shop.example', 'http://localhost:8080/', 'no address'].map(toOrigin)).toEqual([
    'https://shop.example',
    'https://shop.example',
    'http://localhost:8080',
    'no address',
  ])
})
