import { expect, test } from 'vitest'
import { CONTROL_CASES } from '@/lib/export/testing/control-graphs'
import { runApp } from '../testing/run-app'

test('Break and Continue end rounds, items and containers', async () => {
  const found = CONTROL_CASES.find(({ name }) => name === 'jumps')
  if (!found) throw new Error('The case is missing.')
  const sandbox = { run: async () => ({ output: ['a', 'b', 'c', 'd', 'e'], logs: [] }) }
  const { outputs, error } = await runApp(found.graph, { inputs: found.inputs, ports: { sandbox } })
  expect([error, outputs?.data]).toEqual([null, ['a!!', 'b', 'c!????', 'd']])
})
