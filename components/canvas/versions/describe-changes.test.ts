import { expect, test } from 'vitest'
import type { DiffSummary } from '@/lib/graph/diff/diff-summary'
import { describeChanges } from './describe-changes'

const nothing = { count: 0, labels: [] }
const summary = (more: Partial<DiffSummary>): DiffSummary => ({
  added: nothing,
  removed: nothing,
  changed: { count: 0, nodes: [] },
  edges: 0,
  moved: 0,
  ...more,
})

test('describes changes by visible names', () => {
  const prompt = { label: 'Answer', type: 'template', fields: ['config.text'] }
  expect(
    describeChanges(summary({ added: { count: 2, labels: ['A', 'B'] }, changed: { count: 1, nodes: [prompt] } })),
  ).toBe('2 nodes added, Text of “Answer” changed')
  const agent = { label: 'Helper', type: 'agent', fields: ['label', 'config.model'] }
  expect(
    describeChanges(
      summary({ removed: { count: 1, labels: ['Old'] }, changed: { count: 1, nodes: [agent] }, edges: 1, moved: 4 }),
    ),
  ).toBe('“Old” removed, “Helper” changed, 1 connection changed')
  expect(describeChanges(summary({ changed: { count: 5, nodes: [prompt] } }))).toBe('5 nodes changed')
})

test('distinguishes moved, unchanged and first versions', () => {
  expect(describeChanges(summary({ moved: 3 }))).toBe('Position changes only')
  expect(describeChanges(summary({}))).toBe('No changes')
  expect(describeChanges(null)).toBe('First version')
})
