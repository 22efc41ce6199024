import { expect, test } from 'vitest'
import { fileTree } from './file-tree'

test('files come before folders, and the shared `lib` folder comes last', () => {
  const paths = ['README.md', 'src/run.ts', 'src/lib/a.ts', 'src/nodes/b.ts', 'src/nodes/a.ts', 'package.json']
  expect(fileTree(paths).map(({ depth, name }) => `${' '.repeat(depth)}${name}`)).toEqual([
    'README.md',
    'package.json',
    'src',
    ' run.ts',
    ' nodes',
    '  a.ts',
    '  b.ts',
    ' lib',
    '  a.ts',
  ])
})
