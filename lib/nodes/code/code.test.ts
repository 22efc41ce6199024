import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { EnginePorts } from '@/lib/engine/ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const graph = chatApp(
  [{ id: 'c', type: 'code', config: { code: 'return input.text.length', timeoutSeconds: 2 } }],
  ['in.message -> c.text', 'c.result -> out.text'],
)

test('passes only code and inputs to the sandbox', async () => {
  const requests: unknown[] = []
  const sandbox: EnginePorts['sandbox'] = {
    run: async ({ signal: _, pauseTimeLimit: __, ...request }) => {
      requests.push(request)
      return { output: 5, logs: [] }
    },
  }
  const { outputs } = await runApp(graph, { inputs: { message: 'hello' }, ports: { sandbox } })
  expect(requests).toEqual([{ code: 'return input.text.length', input: { text: 'hello' }, timeoutMs: 2_000 }])
  expect(outputs?.text).toBe('5')
})

test.each([
  ['ends', null],
  [
    'fails',
    new AppError('SANDBOX_FAILED', verbatim('No.'), { details: { name: 'Error', line: 1, logs: ['card 4111'] } }),
  ],
])('writes console lines to the trace and only their number to the log, when the code %s', async (_, failure) => {
  const sandbox: EnginePorts['sandbox'] = {
    run: async () => {
      if (failure) throw failure
      return { output: 5, logs: ['card 4111'] }
    },
  }
  const logged: string[] = []
  const log = ({ message }: { message: string }) => void logged.push(message)
  const { events } = await runApp(graph, { inputs: { message: 'hello' }, ports: { sandbox }, log })
  const steps = events.flatMap((event) => (event.type === 'node-step' ? [event.step] : []))
  expect(steps).toMatchObject([{ key: 'console', name: 'console', output: ['card 4111'] }])
  expect(logged).toEqual(['The code wrote 1 lines to its console.'])
})

test('fails closed without a sandbox', async () => {
  const { error } = await runApp(graph, { inputs: { message: 'hello' } })
  expect(error?.code).toBe('UNAVAILABLE')
})

test('does not expand references inside code', () => {
  expect(manifest.templates ?? []).toEqual([])
})
