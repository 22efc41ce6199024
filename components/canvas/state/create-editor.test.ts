import { expect, test } from 'vitest'
import { sampleGraph } from '@/lib/graph/testing/sample-graph'
import { createEditor } from './create-editor'

const node = (id: string, version: number) => ({
  ...{ id, type: 'agent', version, label: id, config: { maxSteps: 3 }, position: { x: 0, y: 0 } },
})

test('nodes of an older version are shown as the newest, and remembered as they were stored', () => {
  const editor = createEditor({ id: 'app', revision: 0, graph: sampleGraph([node('old', 1), node('new', 2)]) })
  expect(editor.store.getState().nodeById.get('old')).toMatchObject({
    version: 2,
    config: { ask: 'never', maxSteps: 3 },
  })
  expect([...editor.migrated]).toEqual([['old', node('old', 1)]])
  expect(editor.saver.isDirty()).toBe(false)
})
