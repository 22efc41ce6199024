// Bundles the widget: the page's script as one file, the frame in parts that are loaded on demand.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const source = (file) => path.join(root, 'components/chat-widget', file)

const shared = {
  absWorkingDir: root,
  outdir: path.join(root, 'dist/public'),
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  platform: 'browser',
  target: ['es2022'],
  logLevel: 'warning',
}

/**
 * Each later part depends on the whole first part, which is loaded anyway. Otherwise the bundler would split the first
 * part into four files by usage, which compress a kilobyte worse than one.
 */
const firstPartInOnePiece = {
  name: 'first-part-in-one-piece',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]rich[\\/](?:add-rich|preview)\.ts$/ }, async ({ path: file }) => ({
      contents: `import '../frame.entry'\n${await readFile(file, 'utf8')}`,
      loader: 'ts',
    }))
  },
}

/** The bundler does not minify strings, including styles. */
const smallStyles = {
  name: 'small-styles',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]loader-style\.ts$/ }, async ({ path: file }) => {
      const [before, styles, after] = (await readFile(file, 'utf8')).split('`')
      const { code } = await transform(styles, { loader: 'css', minify: true, target: shared.target })
      return { contents: `${before}\`${code.trim()}\`${after}`, loader: 'ts' }
    })
  },
}

export async function buildWidget() {
  const loader = await build({
    ...shared,
    entryPoints: { widget: source('loader.entry.ts') },
    plugins: [smallStyles],
    format: 'iife',
  })
  const frame = await build({
    ...shared,
    entryPoints: [
      { in: source('frame.entry.ts'), out: 'chat-frame' },
      { in: source('frame.css'), out: 'chat-frame' },
      { in: source('rich/rich.css'), out: 'chat-rich' },
      { in: source('rich/page/page.css'), out: 'chat-page' },
    ],
    plugins: [firstPartInOnePiece],
    chunkNames: 'chat-parts/[name]-[hash]',
    assetNames: 'chat-parts/[name]-[hash]',
    loader: { '.woff2': 'file' },
    splitting: true,
    format: 'esm',
  })
  return { metafile: frame.metafile, outputFiles: [...loader.outputFiles, ...frame.outputFiles] }
}

/**
 * Parts that the frame imports before it can render, those of the hosted page, and each language: the server lists them
 * in the page's head.
 */
export function neededAtOnce({ outputs }) {
  const name = (file) => path.relative('dist/public', file)
  const importsOf = (file, found = new Set()) => {
    for (const { path: next, kind } of outputs[file]?.imports ?? []) {
      if (kind !== 'import-statement' || found.has(next)) continue
      found.add(next)
      importsOf(next, found)
    }
    return found
  }
  const needed = importsOf('dist/public/chat-frame.js')
  const isPagePart = (file) => outputs[file].entryPoint?.endsWith('chat-widget/rich/page/page.ts')
  const page = Object.keys(outputs)
    .filter(isPagePart)
    .flatMap((file) => [file, ...importsOf(file)])
    .filter((file) => !needed.has(file) && file !== 'dist/public/chat-frame.js')
  const fonts = Object.keys(outputs).filter((file) => file.endsWith('.woff2'))
  const locales = Object.entries(outputs).flatMap(([file, { entryPoint }]) => {
    const locale = /chat-widget\/locales\/([\w-]+)\.ts$/.exec(entryPoint ?? '')?.[1]
    return locale ? [[locale, name(file)]] : []
  })
  return {
    parts: [...needed].map(name),
    page: page.map(name),
    fonts: fonts.map(name),
    locales: Object.fromEntries(locales),
  }
}
