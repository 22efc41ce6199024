import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { chatApp, runApp } from '../testing/run-app'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let port: EnginePorts['sandbox']

beforeAll(async () => {
  sandbox = await startTestSandbox()
  port = { run: ({ code, input, timeoutMs, signal }) => sandbox.run(code, { input, timeoutMs, signal }) }
})
afterAll(() => sandbox.close())

async function rendered(jinja: string, values: JsonObject[] = [], message = 'Ada'): Promise<[Json, string]> {
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { engine: 'jinja', jinja, values } }],
    ['in.message -> t.when', 't.text -> out.text'],
  )
  const inputs = {
    message,
    history: [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
    ],
  }
  const { outputs, error } = await runApp(graph, { inputs, ports: { sandbox: port } })
  return outputs ? [outputs.text ?? null, ''] : [error?.code ?? null, error?.message ?? '']
}
const values = [
  { name: 'name', value: '{{in.message}}' },
  { name: 'turns', value: '{{in.history}}' },
]

test('renders loops, conditions and filters over typed values', async () => {
  const template =
    '{% for turn in turns %}{{ loop.index }}. {{ turn.content | upper }}\n{% endfor %}{% if name %}{{ name }}{% endif %}'
  expect((await rendered(template, values))[0]).toBe('1. ONE\n2. TWO\nAda')
})

test('never parses a value as a template', async () => {
  const text = '{% for %} {{ 7 * 7 }} {{in.message}}'
  expect((await rendered('{{ name }}', values, text))[0]).toBe(text)
})

test.each([
  ["{% include 'x' %}", 'include'],
  ["{{ ''.constructor.constructor('return process')() }}", 'not a function'],
  ['{{ name.__class__.__mro__[1] }}', ''],
  ['{% for x in %}', ''],
])('rejects the template %s', async (template, reason) => {
  const [code, message] = await rendered(template, values)
  expect(code).toBe('INVALID_INPUT')
  expect(message).toMatch(reason)
})

test.each([
  ['a loop of a billion rounds', '{% for i in range(1000000000) %}x{% endfor %}'],
  ['loops inside loops', '{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}'],
  ['a text that grows', "{% set s = 'xxxxxxxxxx' %}{% for i in range(300000) %}{{ s }}{% endfor %}"],
])('ends %s at its limit', async (_, template) => {
  expect((await rendered(template, values))[0]).toBe('LIMIT_EXCEEDED')
})
