import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { emptyGraph, type Graph } from '@/lib/graph/graph'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function call(method: string, path: string, body?: object) {
  const response = await studio.call({ method, path: `/api/studio${path}`, person: owner, ...(body ? { body } : {}) })
  return response.json()
}

const FORM = { mode: 'form', fields: [{ name: 'customer', label: 'Customer', kind: 'text' }] }
const graphWith = (config: Graph['nodes'][number]['config']): Graph => ({
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', config, position: { x: 0, y: 0 } },
    { id: 'text', type: 'template', version: 1, label: 'Words', config: { text: 'Hello' }, position: { x: 300, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 600, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'text', port: 'text' }, to: { node: 'answer', port: 'text' } }],
})

test('a chat greets its visitors; an app that became a form has no greeting', async () => {
  const greetingOf = async (graph: Graph) => {
    const { id } = await call('POST', '/apps', { name: 'Desk', graph })
    return (await call('POST', `/apps/${id}/versions`, { revision: 0 })).publication.greeting
  }
  expect(await greetingOf(graphWith({}))).toBe('Hello! What would you like to know?')
  expect(await greetingOf(graphWith(FORM))).toBe('')
})

test('ten concurrent publications of one graph create one version; another note or graph creates another', async () => {
  const { id } = await call('POST', '/apps', { name: 'Desk', graph: graphWith({}) })
  const publish = (body: object = {}) => call('POST', `/apps/${id}/versions`, { revision: 0, note: 'First', ...body })
  const numbersOf = async () => {
    const { versions } = await call('GET', `/apps/${id}/versions`)
    return versions.map(({ number }: { number: number }) => number)
  }
  const answers = await Promise.all(Array.from({ length: 10 }, () => publish()))
  expect(answers.map(({ version, release }) => [version?.number, release?.status])).toEqual(Array(10).fill([1, 'live']))
  expect(await numbersOf()).toEqual([1])
  await publish({ note: 'Second' })
  expect(await numbersOf()).toEqual([2, 1])
  await call('PUT', `/apps/${id}/draft`, { revision: 0, graph: graphWith(FORM) })
  await publish({ note: 'Second', revision: 1 })
  expect(await numbersOf()).toEqual([3, 2, 1])
})
