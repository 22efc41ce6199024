import { describe, expect, test } from 'vitest'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { ends, facts, fixOf, found, messageOf, node, route } from '../testing/lint-graph'
import { sampleGraph } from '../testing/sample-graph'
import { applyFix } from './apply-fix'
import { lint } from './lint'

describe('several writers of one value', () => {
  const nodes = [
    ...ends,
    route('if'),
    node('a', 'template', { text: 'A {{x}}' }),
    node('b', 'template', { text: 'B {{x}}' }),
  ]

  test('are reported if both can be live in a run, and the fix keeps the first', () => {
    const edges = ['in.message > a.x', 'in.message > b.x', 'a.text > out.text', 'b.text > out.text']
    const [issue] = found('COMPETING_WRITERS', nodes, edges)
    expect(messageOf(issue)).toMatch('“a” and “b” both give one in the same run')
    if (issue?.fix?.change.type !== 'remove-edges') throw new Error('no fix')
    const fixed = applyFix(sampleGraph(nodes, edges), issue.fix.change)
    expect(fixed.edges.map(({ from }) => from.node)).toEqual(['in', 'in', 'a'])
    expect(lint(fixed, manifestOf, facts()).filter(({ code }) => code === 'COMPETING_WRITERS')).toEqual([])
  })

  test('of one node are named with their ports', () => {
    const text = node('a', 'template', { text: 'A {{x}}' })
    const edges = ['in.message > a.x', 'in.history > a.x', 'a.text > out.text']
    const [issue] = found('COMPETING_WRITERS', [...ends, text], edges)
    expect(messageOf(issue)).toMatch('“in: Message” and “in: History” both give one')
    expect(fixOf(issue)).toBe('Keep “in: Message” only')
  })

  test('are accepted on exclusive branches, however far behind the condition', () => {
    const edges = ['in.message > if.value', 'if.yes > a.x', 'if.else > b.x', 'a.text > out.text', 'b.text > out.text']
    expect(found('COMPETING_WRITERS', nodes, edges)).toEqual([])
  })
})
