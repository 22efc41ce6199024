import { expect, test } from 'vitest'
import { fileTree } from './file-tree'

test('folders come before files, each with what is in it', () => {
  const rows = fileTree(['README.md', 'src/run.ts', 'src/nodes/b.ts', 'src/nodes/a.ts', 'package.json'])
  expect(rows.map(({ depth, name }) => `${' '.repeat(depth)}${name}`)).toEqual([
    'src',
    ' nodes',
    '  a.ts',
    '  b.ts',
    ' run.ts',
    'README.md',
    'package.json',
  ])
})
