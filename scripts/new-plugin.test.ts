import { expect, test } from 'vitest'
import { problemOfId, skeletonOf } from './new-plugin.mjs'

test.each(['A', 'a', '1a', 'a_b', '../x', 'a'.repeat(41), 'slack', 'execute', ''])('rejects the id “%s”', (id) => {
  expect(problemOfId(id)).not.toBeNull()
})

test('accepts a new id and writes its four files', () => {
  expect(problemOfId('demo-service')).toBeNull()
  const files = skeletonOf('demo-service')
  expect(Object.keys(files)).toEqual(['manifest.ts', 'actions/get-item.ts', 'zh-CN.ts', 'wire.test.ts'])
  expect(files['manifest.ts']).toContain("label: 'Demo Service'")
})
