import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** As scripts/build-server.mjs builds them. */
async function gzipBytes(entry: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    outdir: here('out'),
    write: false,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['es2022'],
    format: 'iife',
  })
  return outputFiles.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).byteLength, 0)
}

test('bubble, frame and styles together stay under 20 kB', async () => {
  const [loader, frame] = await Promise.all([gzipBytes('loader.entry.ts'), gzipBytes('frame.entry.ts')])
  expect(loader).toBeLessThan(4_000)
  expect(loader + frame).toBeLessThan(20_000)
})
