import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildWidget, neededAtOnce } from '@/scripts/build/build-widget.mjs'

/** Sizes of the files as they are served: each is compressed separately. */
async function sizes(): Promise<{ of: (name: string) => number; parts: string[]; names: string[] }> {
  const { outputFiles, metafile } = await buildWidget()
  const gzipped = new Map(
    outputFiles.map(({ path: file, contents }) => [
      path.relative('dist/public', path.relative(process.cwd(), file)),
      gzipSync(contents, { level: 9 }).byteLength,
    ]),
  )
  const { parts } = neededAtOnce(metafile)
  return { of: (name) => gzipped.get(name) ?? Number.NaN, parts, names: [...gzipped.keys()] }
}

test('the code for the first message and a plain answer stays under 20 kB, later parts are bounded as well', async () => {
  const { of: sizeOf, parts, names } = await sizes()
  const first = ['widget.js', 'chat-frame.js', 'chat-frame.css', ...parts]
  const sum = (list: readonly string[]) => list.reduce((total, name) => total + sizeOf(name), 0)
  const others = names.filter((name) => !first.includes(name))
  // Limits slightly above the current sizes.
  expect(sizeOf('widget.js')).toBeLessThan(5_960)
  expect(sum(first)).toBeLessThan(20_000)
  const fonts = others.filter((name) => name.endsWith('.woff2'))
  const later = others.filter((name) => !fonts.includes(name))
  expect(sum(later.filter((name) => !/\/(?:de|fr|es|pt|zh-cn|ja|ar)-/.test(name)))).toBeLessThan(32_900)
  for (const name of later) expect(sizeOf(name), name).toBeLessThan(7_000)
  // Only the hosted page loads a font, and only its Latin letters.
  expect(fonts.map((name) => sizeOf(name) < 49_000)).toEqual([true])
})
