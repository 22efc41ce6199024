import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { viewGraph } from '../graph-view'
import { cpuMs } from '../testing/cpu-ms'
import { ends, facts, found, messageOf, node, route } from '../testing/lint-graph'
import { sampleGraph } from '../testing/sample-graph'
import { readBranches } from './branches'
import { findEmptyReferences } from './find-empty-references'

test('reports a text with a reference that is empty on another branch, but not one for all branches', () => {
  const ask = node('ask', 'approval', { title: 'Order?', fields: [{ name: 'town' }] })
  const warnings = (text: string, edges: string[]) =>
    found('EMPTY_REFERENCE', [...ends, ask, node('t', 'template', { text })], edges).map(messageOf)
  const always = ['in.message > ask.content', 'in.message > t.x', 't.text > out.text']
  expect(warnings('Ordered {{x}}, to {{ask.values.town}}.', always)).toEqual([
    'When “ask” takes “Rejected”, {{ask.values.town}} is empty, and “t” is written with a gap. Let “t” run only where it has a value, or write this case in a step of its own.',
  ])
  expect(warnings('Ordered {{x}}: {{ask.approved}}.', always)).toHaveLength(1)
  expect(warnings('{{x}}: {{ask.approved}}{{ask.rejected}}', always)).toEqual([])
  expect(warnings('{{x}}, by {{ask.by}}', always)).toEqual([])
  const onYes = ['in.message > ask.content', 'ask.approved > t.x', 't.text > out.text']
  expect(warnings('Ordered {{x}}, to {{ask.values.town}}.', onYes)).toEqual([])
  const onNo = ['in.message > ask.content', 'ask.rejected > t.x', 't.text > out.text']
  expect(warnings('Ordered {{x}}, to {{ask.values.town}}.', onNo)).toHaveLength(1)
})

test('accepts a text for some branches, or for both if the step may also fail', () => {
  const [a, b] = ['a', 'b'].map((id) => ({ id, name: id, conditions: [{ left: '{{value}}', operator: 'is-empty' }] }))
  const three = node('c', 'condition', { cases: [a, b] as JsonObject[] })
  const t = node('t', 'template', { text: 'Got {{c.a}}{{c.b}}' })
  const edges = ['in.message > c.value', 'c.else > e.x', 't.text > out.text', 'e.text > out.text']
  const e = node('e', 'template', { text: 'Neither: {{x}}' })
  expect(found('EMPTY_REFERENCE', [...ends, three, t, e], edges)).toEqual([])
  const onePort = node('t', 'template', { text: '{{in.message}}: {{c.a}}' })
  expect(found('EMPTY_REFERENCE', [...ends, three, onePort, e], edges)).toHaveLength(1)
  const ask = node('ask', 'approval', { title: 'Order?' }, { policy: { onError: 'port' } })
  const bothBranches = node('t', 'template', { text: '{{ask.approved}}{{ask.rejected}}' })
  const askEdges = ['in.message > ask.content', 't.text > out.text', 'ask.error > out.text']
  expect(found('EMPTY_REFERENCE', [...ends, ask, bothBranches], askEdges)).toEqual([])
})

test('accepts a text for a branch and for a nested branch of another one', () => {
  const inner = { ...route('d'), label: 'd' }
  const text = (id: string, text: string) => node(id, 'template', { text: text })
  const steps = [route('c'), inner, text('a', 'A {{x}}'), text('b', 'B {{x}}'), text('e', 'E {{x}}')]
  const edges = [
    ...['in.message > c.value', 'c.yes > a.x', 'c.else > d.value', 'd.yes > b.x', 'd.else > e.x'],
    ...['t.text > out.text', 'e.text > out.text'],
  ]
  expect(found('EMPTY_REFERENCE', [...ends, ...steps, text('t', '{{a.text}}{{b.text}}')], edges)).toEqual([])
  const always = text('t', '{{in.message}}: {{a.text}}{{b.text}}')
  expect(found('EMPTY_REFERENCE', [...ends, ...steps, always], edges)).toHaveLength(1)
})

test('allows a condition to check whether a value exists', () => {
  const ask = node('ask', 'approval', { title: 'Order?', fields: [{ name: 'town' }] })
  const filled = { left: '{{ask.values.town}}', operator: 'is-not-empty' }
  const check = node('c', 'condition', { cases: [{ id: 'yes', name: 'Yes', conditions: [filled] }] })
  const edges = ['in.message > ask.content', 'in.message > c.value', 'c.yes > out.text', 'c.else > out.text']
  expect(found('EMPTY_REFERENCE', [...ends, ask, check], edges)).toEqual([])
})

test('checks the largest graph of conditions and texts with many references quickly', () => {
  const count = 330
  const isThere = { left: '{{value}}', operator: 'is-not-empty' }
  const ids = Array.from({ length: count }, (_, index) => index)
  const nodes = ids.flatMap((id) => {
    const references = ids.slice(0, 40).map((further) => `{{a${(id + further) % count}.text}}`)
    return [
      node(`c${id}`, 'condition', { cases: [{ id: 'yes', name: 'Yes', conditions: [isThere] }] }),
      node(`a${id}`, 'template', { text: '{{x}}' }),
      node(`t${id}`, 'template', { text: `{{z}} ${references.join(' ')}` }),
    ]
  })
  const edges = ids.flatMap((id) => [`in.message > c${id}.value`, `c${id}.yes > a${id}.x`, `in.message > t${id}.z`])
  const view = viewGraph(sampleGraph([node('in', 'input'), ...nodes], edges), manifestOf)
  const branches = readBranches(view)
  expect(findEmptyReferences({ view, branches, facts: facts() })).toHaveLength(count)
  expect(cpuMs(() => findEmptyReferences({ view, branches, facts: facts() }))).toBeLessThan(150)
})
