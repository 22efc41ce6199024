import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import openapiTS, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { projectRoot } from '@/lib/platform/project-root'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { publishedApp } from '../__fixtures__/memory-backend'
import { testPublicApi } from '../__fixtures__/test-public-api'
import { describeApp } from './describe-app'
import { describeModel } from './describe-model'
import { describeOpenAi } from './describe-openai'

const run = promisify(execFile)
const APP_URL = 'https://studio.example'
const FORM = publishedApp({
  kind: 'form',
  messageField: null,
  inputFields: [
    { name: 'text', label: 'Text', type: 'long-text', required: true },
    { name: 'tone', label: 'Tone', type: 'choice', required: false, options: ['kind', 'short'] },
    { name: 'data', label: 'Data', type: 'json', required: false },
  ],
})
const WITH_FILES = publishedApp({
  kind: 'form',
  messageField: null,
  inputFields: [
    { name: 'paper', label: 'Paper', type: 'file', required: true },
    { name: 'photo', label: 'Photo', type: 'image', required: false },
  ],
})

let served: ServedApp
let folder: string
beforeAll(async () => {
  served = await serveApp('helper')
  folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-openapi-'))
  await symlink(path.join(projectRoot(), 'node_modules'), path.join(folder, 'node_modules'))
}, 60_000)
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

const documents: [string, Record<string, unknown>][] = [
  ['a chat app', describeApp(publishedApp(), APP_URL)],
  ['the OpenAI-compatible API', describeOpenAi(APP_URL)],
  ['a form', describeApp(FORM, APP_URL)],
  ['a form with files', describeApp(WITH_FILES, APP_URL)],
  ...(['classifier', 'chat'] as const).map((kind): [string, Record<string, unknown>] => {
    const model = { modelId: 'm', workspaceId: 'w', name: 'triage', description: '', updatedAt: '' }
    return [`a ${kind} model`, describeModel({ ...model, kind }, APP_URL)]
  }),
]

test.each(documents)('the document of %s is valid OpenAPI 3.1 with resolvable references', async (_, document) => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect([valid, validator.version]).toEqual([true, '3.1'])
  for (const [, pointer = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g))
    expect(at(document, pointer.split('/')), pointer).toBeDefined()
  expect(JSON.stringify(document)).not.toContain('$defs')
})

/** Redocly's rules, except those on licenses and foreign server URLs. */
const LINT = { extends: ['recommended'], rules: { 'info-license': 'off', 'no-server-example.com': 'off' } } as const

test.each(documents)('a linter finds nothing in the document of %s, whose URLs are valid', async (_, document) => {
  const config = await createConfig({ ...LINT, extends: [...LINT.extends] })
  const lint = async (source: object) => {
    const problems = await lintFromString({ source: JSON.stringify(source), absoluteRef: '/openapi.json', config })
    return problems.map(({ ruleId, message, location: [at] }) => `${ruleId}: ${message} ${at?.pointer ?? ''}`)
  }
  expect(await lint(document)).toEqual([])
  expect(await lint({ ...document, security: [{ unknown: [] }] })).not.toEqual([])
})

function at(value: unknown, names: string[]): unknown {
  const [name, ...rest] = names
  if (name === undefined) return value
  return typeof value === 'object' && value !== null ? at(Reflect.get(value, name), rest) : undefined
}

test.each([
  ['native', '/api/v1/apps/:slug', describeApp(publishedApp(), APP_URL).paths],
  ['OpenAI', '/api/openai/v1', describeOpenAi(APP_URL).paths],
])('the document contains exactly the %s routes of the router', (name, base, paths) => {
  const { router } = testPublicApi()
  // The last two only explain why they are rejected.
  const hidden = ['/openapi.json', '/*', '/responses/input_tokens', '/responses/compact']
  const mounted = router.routes
    .filter(({ path: route }) => route.startsWith(base))
    .map(({ method, path: route }) => `${method} ${route.slice(base.length)}`)
    .map((route) => route.replaceAll(/:(\w+)/g, '{$1}'))
    .filter((route) => !hidden.some((end) => route.endsWith(end)) && route !== 'GET /models/{model}')
    // Files and conversations of OpenAI's API are those of the native one.
    .filter((route) => name !== 'OpenAI' || !/ \/(?:files|conversations)\b/.test(route))
  const described = Object.entries(paths).flatMap(([route, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${route}`),
  )
  expect(described.toSorted()).toEqual([...new Set(mounted)].toSorted())
})

test('no path has its own server, which client generators ignore', () => {
  for (const [name, document] of documents) expect(JSON.stringify(document.paths), name).not.toContain('"servers"')
})

test('no schema has the name of a browser type, which generated code would shadow', () => {
  for (const [, { components }] of documents)
    for (const name of Object.keys(z.object({ schemas: z.record(z.string(), z.unknown()) }).parse(components).schemas))
      expect(['File', 'Blob', 'Request', 'Response', 'URL', 'FormData', 'Headers'], name).not.toContain(name)
})

test('a form documents where files are uploaded, and one without files does not', () => {
  expect(Object.keys(describeApp(WITH_FILES, APP_URL).paths)).toContain('/files')
  expect(Object.keys(describeApp(FORM, APP_URL).paths)).not.toContain('/files')
})

/** Code written against the generated client. */
const PROGRAM = `
import createClient from 'openapi-fetch'
import type { components, paths } from './api'

const [, , baseUrl = '', key = ''] = process.argv
const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${key}\` } })

const made = await client.POST('/conversations', { body: { title: 'From a generated client' } })
const conversationId = made.data?.id
if (conversationId === undefined) throw new Error(made.error?.detail)
const answers: (string | null | undefined)[] = []
for (const message of ['one', 'two']) {
  const run = await client.POST('/runs', { body: { inputs: { message }, conversationId } })
  if (run.response.status !== 200 || !run.data || !('answer' in run.data && 'runId' in run.data)) throw new Error('No answer.')
  const data: components['schemas']['Run'] = run.data
  answers.push(data.answer)
  const again = await client.GET('/runs/{runId}', { params: { path: { runId: data.runId } } })
  answers.push(again.data?.answer)
}
const list = await client.GET('/conversations/{conversationId}/messages', {
  params: { path: { conversationId }, query: { limit: 1 } },
})
// @ts-expect-error there is no such input
const refused = await client.POST('/runs', { body: { inputs: { massage: 'x' } } })
const code: 'INVALID_INPUT' | string | undefined = refused.error?.code
const gone = await client.DELETE('/conversations/{conversationId}', { params: { path: { conversationId } } })
console.log(JSON.stringify({
  answers,
  roles: list.data?.messages.map(({ role }) => role),
  next: list.response.headers.get('link') !== null,
  code,
  gone: gone.response.status,
}))
`

test('a generated TypeScript client compiles and runs', async () => {
  const response = await served.app.router.request('/api/v1/apps/helper/openapi.json', { headers: served.app.bearer })
  const types = astToString(await openapiTS(await response.text()))
  // Not .d.ts, which --skipLibCheck ignores.
  await writeFile(path.join(folder, 'api.ts'), types)
  await writeFile(path.join(folder, 'program.mts'), PROGRAM)
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  const compile = [
    ...['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--skipLibCheck'],
    ...['--target', 'es2023', '--module', 'esnext', '--moduleResolution', 'bundler', '--types', 'node'],
  ]
  const tsc = path.join(projectRoot(), 'node_modules/typescript/bin/tsc')
  const compiled = await run(process.execPath, [tsc, ...compile, 'program.mts'], { cwd: folder }).catch(
    (error: { stdout?: string }) => error,
  )
  expect(compiled.stdout).toBe('')
  const base = `${served.url}/api/v1/apps/helper`
  const { stdout } = await run(process.execPath, ['program.mjs', base, served.apiKey], { cwd: folder })
  expect(JSON.parse(stdout)).toEqual({
    answers: ['You said: one', 'You said: one', 'You said: two', 'You said: two'],
    roles: ['assistant', 'user'],
    next: true,
    code: 'INVALID_INPUT',
    gone: 204,
  })
  // It runs a compiler.
}, 60_000)
