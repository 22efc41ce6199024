import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { runApp } from '@/lib/nodes/testing/run-app'
import { errorsOf, readFirst } from '../testing/run-imported'

const node = (id: string, data: JsonObject) => ({ id, type: 'custom', position: { x: 0, y: 0 }, data })
const edge = (source: string, sourceHandle: string, target: string) => ({ source, sourceHandle, target })

function workflow(code: JsonObject, edges: object[]) {
  const nodes = [
    node('1', { type: 'start', title: 'Start', variables: [] }),
    node('2', {
      type: 'code',
      title: 'Code',
      code_language: 'javascript',
      code: 'function main() { return { x: 1 } }',
      variables: [],
      outputs: { x: { type: 'number' } },
      ...code,
    }),
    node('3', { type: 'answer', title: 'Good', answer: 'good {{#2.x#}}' }),
    node('4', { type: 'answer', title: 'Bad', answer: 'bad' }),
  ]
  const graph = { nodes, edges: [edge('1', 'source', '2'), ...edges] }
  const app = { name: 'Errors', description: '', mode: 'advanced-chat' }
  return readFirst(JSON.stringify({ kind: 'app', version: '0.6.0', app, workflow: { graph } }))
}

async function answerOf(app: ReturnType<typeof workflow>, fails: boolean): Promise<unknown> {
  expect(errorsOf(app)).toEqual([])
  const sandbox = {
    run: async () => {
      if (fails) throw new AppError('SANDBOX_FAILED', problem('sandbox.failed', { name: 'Error', message: 'x' }))
      return { output: { x: 1 }, logs: [] }
    },
  }
  return (await runApp(app.file.graph, { inputs: { message: 'hi' }, ports: { sandbox } })).outputs?.text
}

test('takes the error branch only after an error', async () => {
  const app = workflow({ error_strategy: 'fail-branch' }, [
    edge('2', 'success-branch', '3'),
    edge('2', 'fail-branch', '4'),
  ])
  expect([await answerOf(app, false), await answerOf(app, true)]).toEqual(['good 1', 'bad'])
})

test('replaces the outputs with default values after an error', async () => {
  const data = { error_strategy: 'default-value', default_value: [{ key: 'x', type: 'number', value: '7' }] }
  const app = workflow(data, [edge('2', 'source', '3')])
  expect(await answerOf(app, true)).toMatch(/good 7/)
})

test('keeps the retries of a step', () => {
  const data = { retry_config: { retry_enabled: true, max_retries: 4, retry_interval: 500 } }
  const app = workflow(data, [edge('2', 'source', '3'), edge('2', 'source', '4')])
  expect(app.file.graph.nodes.find(({ type }) => type === 'code')?.policy).toMatchObject({
    retry: { count: 4, backoffSeconds: 0.5 },
  })
})
