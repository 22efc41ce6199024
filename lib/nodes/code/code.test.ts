import { expect, test } from 'vitest'
import type { EnginePorts } from '@/lib/engine/ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const graph = chatApp(
  [{ id: 'c', type: 'code', config: { code: 'return input.text.length', timeoutSeconds: 2 } }],
  ['in.message -> c.text', 'c.result -> out.text'],
)

test('passes code and inputs to the sandbox, and nothing else', async () => {
  const asked: unknown[] = []
  const sandbox: EnginePorts['sandbox'] = {
    run: async ({ signal: _, ...request }) => {
      asked.push(request)
      return { output: 5, logs: [] }
    },
  }
  const { outputs } = await runApp(graph, { inputs: { message: 'hello' }, ports: { sandbox } })
  expect(asked).toEqual([{ code: 'return input.text.length', input: { text: 'hello' }, timeoutMs: 2_000 }])
  expect(outputs?.text).toBe('5')
})

test('without a sandbox it fails closed', async () => {
  const { error } = await runApp(graph, { inputs: { message: 'hello' } })
  expect(error?.code).toBe('UNAVAILABLE')
})

test('references are not put into code: text in braces stays what it is', () => {
  expect(manifest.templates ?? []).toEqual([])
})
