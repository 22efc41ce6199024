import { expect, test } from 'vitest'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { convertFlow } from '../convert/convert-flow'
import { Settings } from '../settings'
import type { SourceFlow } from '../source-flow'

const place = { parent: null, position: { x: 0, y: 0 } }

function convert(data: SourceFlow['nodes'][number]['data']) {
  const items = ['start', 'code', 'out'].map((id) => ({ id, title: id, type: id, notes: [] }))
  return convertFlow({
    peer: 'coze',
    formatVersion: '1',
    app: { name: 'Python', description: '', kind: 'chat' },
    items,
    nodes: [
      { ...place, id: 'start', item: 'start', type: 'start', title: 'Start', data: { variables: [] } },
      { ...place, id: 'code', item: 'code', type: 'python', title: 'Count', data },
      { ...place, id: 'out', item: 'out', type: 'answer', title: 'Answer', data: { answer: '{{#code.result.n#}}' } },
    ],
    links: [],
    settings: new Settings(),
    edges: [
      { id: 'a', source: 'start', handle: 'source', target: 'code' },
      { id: 'b', source: 'code', handle: 'source', target: 'out' },
    ],
  })
}
const query = (name: string) => ({ name, value: ['sys', 'query'] })

test('keeps code whose main takes the inputs by name', () => {
  const code = 'import json\n\ndef main(text):\n    return {"n": len(text)}'
  const { graph, report } = convert({ code, inputs: [query('text')] })
  const node = graph.nodes.find(({ type }) => type === 'code')
  expect(node?.config).toMatchObject({ language: 'python', python: `${code}\n`, inputs: [{ name: 'text' }] })
  const compiled = compile({ graph, manifests: manifestOf })
  expect(compiled.ok ? [] : compiled.issues.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(report.totals.missing).toBe(0)
})

test('calls a main that takes one object, and one whose parameter names cannot be ports', () => {
  const wrapped = convert({
    code: 'async def main(args): ...',
    inputs: [query('q')],
    literals: { a: '1' },
    isWrapped: true,
  })
  expect(wrapped.graph.nodes.find(({ type }) => type === 'code')?.config.python).toContain(
    'params = {"a": "1", "q": q}',
  )
  const other = convert({ code: 'def main(**given): ...', inputs: [query('文本')] })
  const config = other.graph.nodes.find(({ type }) => type === 'code')?.config
  expect(config).toMatchObject({ inputs: [{ name: 'v1_input' }] })
  expect(config?.python).toContain('_main(**{"文本": v1_input})')
})

test('keeps code with other packages in a placeholder', () => {
  const { graph, report } = convert({ code: 'import numpy as np\ndef main(): return np.pi', inputs: [] })
  expect(graph.nodes.some(({ type }) => type === 'placeholder')).toBe(true)
  expect(report.nodes.flatMap(({ notes }) => notes)).toContainEqual({ key: 'packages', about: 'Count' })
})
