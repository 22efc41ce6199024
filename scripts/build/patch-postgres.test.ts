import { createRequire } from 'node:module'
import path from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { patchPostgres, postgresForEsbuild } from './patch-postgres.mjs'

const root = path.join(import.meta.dirname, '../..')

test('the bundled driver is patched', async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export { default } from 'postgres'`, resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [postgresForEsbuild],
    write: false,
  })
  const text = outputFiles[0]?.text ?? ''
  expect(text).toContain('discardWrites()')
  expect(text.match(/lost = error/g)).toHaveLength(2)
})

test('a changed driver source stops the build', () => {
  const file = createRequire(import.meta.url)
    .resolve('postgres')
    .replace(/cjs[\\/]/, '')
  expect(() => patchPostgres(file, 'export default 1')).toThrow('index.js does not contain once')
})
