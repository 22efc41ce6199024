import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { AppError } from '@/lib/core/app-error'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { scriptedModel } from '@/lib/nodes/testing/model-ports'
import { runApp } from '@/lib/nodes/testing/run-app'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { importApps } from './import-app'
import { branches, gaps, items, values } from './testing/dify-files'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

/** Work that an import may leave to the user. */
const EXPECTED = new Set(['MISSING_RESOURCE', 'PLACEHOLDER'])

function read(text: string) {
  return importApps(text)[0] ?? expect.fail('The file was not recognized.')
}

function flawsOf(graph: Graph): string[] {
  const compiled = compile({ graph, manifests: manifestOf })
  const issues = compiled.ok ? [] : compiled.issues
  return issues
    .filter(({ severity, code }) => severity === 'error' && !EXPECTED.has(code))
    .map(({ code, key, nodeId }) => `${code}: ${key} ${nodeId}`)
}

const ports = () => ({
  sandbox: { run: (request: never) => sandbox.sandbox.run(request, { workspaceId: 'w', appId: null }) },
})

test('a branch calls only its own model, with the messages of the file, and joins before the answer', async () => {
  const { file, report } = read(branches)
  expect(file.app).toMatchObject({ name: 'Example', kind: 'chat' })
  const short = scriptedModel([{ text: 'Yes.' }])
  const run = await runApp(file.graph, { inputs: { message: 'short please' }, ports: { models: short.models } })
  expect(run.outputs).toMatchObject({ text: 'Here: Yes.' })
  expect(short.requests.map(({ messages }) => messages)).toEqual([
    [
      { role: 'system', content: 'Answer briefly.' },
      { role: 'user', content: 'Question: short please {{not ours}} { {ours}}' },
    ],
  ])
  const long = scriptedModel([{ text: 'Well, …' }])
  const other = await runApp(file.graph, { inputs: { message: 'why' }, ports: { models: long.models } })
  expect(other.outputs).toMatchObject({ text: 'Here: Well, …' })
  expect(long.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual(['At length: why'])
  // A model of another service is replaced by the workspace's default, which the report says.
  expect(report.totals).toEqual({ exact: 2, equivalent: 2, partial: 2, missing: 0 })
  expect(report.nodes[2]?.notes).toEqual([
    { key: 'braces', about: '{{ours}}' },
    { key: 'model', about: 'gpt-4o' },
    { key: 'modelSetting', about: 'top_p' },
  ])
})

test('a template inserts values only: comments and unknown names leave nothing', async () => {
  const { file } = read(values.replace('Hello {{ who }}!', 'Hello {# a note #}{{ who }}{{ unknown }}!'))
  const { outputs } = await runApp(file.graph, { inputs: { name: 'Ann', times: 1 }, ports: ports() })
  expect(outputs?.data).toMatchObject({ greeting: 'Hello Ann!' })
})

test('passes history only to a model with memory', async () => {
  const { file } = read(branches)
  const history = [{ role: 'user', content: 'Before' }]
  const short = scriptedModel([{ text: 'a' }])
  await runApp(file.graph, { inputs: { message: 'short', history }, ports: { models: short.models } })
  const long = scriptedModel([{ text: 'b' }])
  await runApp(file.graph, { inputs: { message: 'why', history }, ports: { models: long.models } })
  const texts = (model: typeof short) => model.requests[0]?.messages.map(({ content }) => content)
  expect(texts(short)).toContain('Before')
  expect(texts(long)).toEqual(['At length: why'])
})

test('a workflow with JavaScript, a template and named results returns the values that the file defines', async () => {
  const { file } = read(values)
  expect(file.app.kind).toBe('form')
  const { outputs } = await runApp(file.graph, { inputs: { name: 'Ann', times: 2 }, ports: ports() })
  expect(outputs?.data).toEqual({ words: ['Ann', 'Ann'], greeting: 'Hello Ann!' })
})

test('an iteration runs its body for each item and returns the list', async () => {
  const { file } = read(items)
  const { outputs } = await runApp(file.graph, { inputs: { text: 'a,b,c' }, ports: ports() })
  expect(outputs?.data).toEqual({ lines: ['- a', '- b', '- c'] })
})

test('parts without an equivalent become placeholders that keep their settings, without credentials', () => {
  const { file, report } = read(gaps)
  expect(report.totals).toEqual({ exact: 1, equivalent: 1, partial: 1, missing: 2 })
  const compiled = compile({ graph: file.graph, manifests: manifestOf })
  expect(compiled.ok ? [] : [...new Set(compiled.issues.map(({ code }) => code))]).toEqual(['PLACEHOLDER'])
  const [python, search] = file.graph.nodes.filter(({ type }) => type === 'placeholder')
  expect(python?.config).toMatchObject({ peer: 'Dify', sourceType: 'code', outputs: ['x'] })
  expect(python?.config.source).toContain('def main(q)')
  expect(search?.config.source).toContain('serper')
  expect(JSON.stringify(file)).not.toMatch(/sk-aaaa|very-secret/)
  const http = file.graph.nodes.find(({ type }) => type === 'http')
  expect(http?.config).toMatchObject({
    method: 'POST',
    url: 'https://api.example.com/{{input-1.q}}?page=1',
    bodyKind: 'text',
    textBody: '{"q":"{{placeholder-1.x}}"}',
    headers: [
      { name: 'X-Trace', value: '{{placeholder-1.x}}' },
      { name: 'Content-Type', value: 'application/json' },
    ],
  })
  expect(report.nodes.find(({ sourceType }) => sourceType === 'http-request')?.notes).toEqual([
    { key: 'credential', about: 'Authorization' },
  ])
})

test('a basic chat app becomes input, model and answer', async () => {
  const { file } = read(
    stringify({
      kind: 'app',
      version: '0.1.5',
      app: { name: 'Basic', mode: 'chat' },
      model_config: { pre_prompt: 'Be kind.', model: { name: 'gpt-4o' }, user_input_form: [] },
    }),
  )
  const { models, requests } = scriptedModel([{ text: 'Hi!' }])
  const { outputs } = await runApp(file.graph, { inputs: { message: 'Hello' }, ports: { models } })
  expect(outputs).toMatchObject({ text: 'Hi!' })
  expect(requests[0]?.messages.map(({ content }) => content)).toEqual(['Be kind.', 'Hello'])
})

test.each(['', 'kind: app', '{"kind":"app"}', 'kind: other\napp: {}', '{"format":"patchbay-app"}', '- kind: app'])(
  'other text is not recognized: %s',
  (text) => {
    expect(importApps(text)).toEqual([])
  },
)

test('rejects an alias bomb and reserved keys', () => {
  const bomb = `kind: app\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\napp: {name: x, mode: workflow}\n`
  expect(importApps(bomb)).toEqual([])
  expect(importApps('kind: app\napp: {name: x, mode: workflow, __proto__: {a: 1}}\nmodel_config: {}')).toEqual([])
})

describe('damaged files', () => {
  const whole = [branches, values, items, gaps]
  test('converts each one to a graph that is complete except for placeholders, or rejects it with a clear error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(4_000), fc.constantFrom('delete', 'swap', 'type', 'repeat'), fc.nat(60)), {
          minLength: 1,
          maxLength: 6,
        }),
        (text, changes) => {
          const damaged = changes.reduce((now, [at, how, length]) => damage(now, at % now.length, how, length), text)
          try {
            const [imported] = importApps(damaged)
            if (!imported) return
            const sum = Object.values(imported.report.totals).reduce((total, count) => total + count, 0)
            expect(sum).toBe(imported.report.nodes.length)
            // Compiling must not throw, whatever it reports.
            compile({ graph: imported.file.graph, manifests: manifestOf })
          } catch (error) {
            expect(AppError.isInstance(error), String(error)).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

function damage(text: string, at: number, how: string, length: number): string {
  const [before, cut, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)]
  if (how === 'delete') return before + after
  if (how === 'swap') return before + [...cut].reverse().join('') + after
  return how === 'repeat' ? before + cut + cut + after : `${before}[1, null]${after}`
}

const FOLDER = path.join(import.meta.dirname, '../../../shared/data/flows/dify')
const files = existsSync(FOLDER) ? readdirSync(FOLDER) : []

describe.skipIf(files.length === 0)('open files of Dify', () => {
  test.each(files)('%s becomes a graph that compiles except for placeholders', (name) => {
    const { file } = read(readFileSync(path.join(FOLDER, name), 'utf8'))
    expect(flawsOf(file.graph)).toEqual([])
  })
})
