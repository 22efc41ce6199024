import { expect, test } from 'vitest'
import { findReaching } from './find-reaching.mjs'

const moduleOf = (source: string, ...imports: string[]) => ({
  source,
  dependencies: imports.map((resolved) => ({ resolved })),
})
const modules = [
  moduleOf('components/a.ts', 'lib/shared.ts'),
  moduleOf('components/a.test.ts', 'lib/db/open.ts'),
  moduleOf('components/b.ts', 'components/c.ts', 'lib/pure.ts'),
  // A circle.
  moduleOf('components/c.ts', 'components/b.ts'),
  moduleOf('lib/shared.ts', 'lib/pure.ts', 'lib/db/open.ts'),
  moduleOf('lib/pure.ts'),
  moduleOf('lib/db/open.ts', 'lib/db/pool.ts'),
  moduleOf('lib/db/pool.ts'),
]
const from = { path: '^components/', pathNot: '\\.test\\.ts$' }

test('finds files that reach a forbidden one through others, by the shortest path', () => {
  const rule = { name: 'no-server', from, to: { path: '^lib/db/' } }
  const files = ['components/a.ts', 'lib/shared.ts', 'lib/db/open.ts']
  expect(findReaching(modules, rule)).toEqual([{ rule: 'no-server', files }])
})

test('finds nothing when no path leads to a forbidden file', () => {
  expect(findReaching(modules, { name: 'no-server', from, to: { path: '^app/' } })).toEqual([])
})

test('finds imported packages, which are not modules of the repository', () => {
  const packages = [moduleOf('components/d.ts', 'node_modules/server-only/index.js')]
  const rule = { name: 'no-server', from, to: { path: 'node_modules/server-only' } }
  expect(findReaching(packages, rule)).toHaveLength(1)
})
