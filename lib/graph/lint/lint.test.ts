import { expect, test } from 'vitest'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { emptyGraph } from '../graph'
import { cpuMs } from '../testing/cpu-ms'
import { ends, facts, gpt, node, route } from '../testing/lint-graph'
import { sampleGraph } from '../testing/sample-graph'
import { validate } from '../validate'
import { lint } from './lint'

test('reports nothing for an empty graph and an ordinary chat', () => {
  expect(lint(emptyGraph(), manifestOf, facts())).toEqual([])
  const nodes = [...ends, node('model', 'chat-model', { model: gpt })]
  const issues = lint(sampleGraph(nodes, ['in.message > model.prompt', 'model.text > out.text']), manifestOf, facts())
  expect(issues).toEqual([])
})

test('checks a thousand nodes with a hundred branches quickly', () => {
  const nodes = [...ends]
  const edges: string[] = []
  for (let index = 0; index < 500; index += 1) {
    nodes.push(index % 5 === 0 ? route(`n${index}`) : node(`n${index}`, 'template', { text: '{{x}}' }))
    nodes.push(node(`m${index}`, 'template', { text: '{{x}} {{y}}' }))
    const before = index === 0 ? 'in.message' : (index - 1) % 5 === 0 ? `n${index - 1}.else` : `n${index - 1}.text`
    edges.push(`${before} > n${index}.${index % 5 === 0 ? 'value' : 'x'}`, `in.message > m${index}.y`)
    edges.push(`${index % 5 === 0 ? `n${index}.yes` : `n${index}.text`} > m${index}.x`)
  }
  const graph = sampleGraph(nodes, edges)
  expect(validate(graph, manifestOf).some(({ code }) => code === 'UNKNOWN_PORT')).toBe(false)
  expect(cpuMs(() => lint(graph, manifestOf, facts()))).toBeLessThan(1_000)
})
