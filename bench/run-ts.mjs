// Runs a TypeScript benchmark that imports the project by `@/`: node bench/run-ts.mjs bench/engine.ts [arguments]
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-bench-'))
const outfile = path.join(folder, 'bench.mjs')
const [, , file, ...rest] = process.argv
await build({
  entryPoints: [path.resolve(file)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
  alias: { 'server-only': path.join(root, 'scripts/empty-module.ts') },
  tsconfig: path.join(root, 'tsconfig.json'),
})
await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
process.argv.splice(2, 1)
process.chdir(root)
try {
  await import(pathToFileURL(outfile).href)
} finally {
  await rm(folder, { recursive: true, force: true })
}
