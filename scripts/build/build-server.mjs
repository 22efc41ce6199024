// Bundles the server, its workers and the public scripts into dist/, with the help pages. Packages stay external; only
// our own files are bundled.
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildHelp } from './build-help.mjs'
import { buildWidget, neededAtOnce } from './build-widget.mjs'
import { postgresForEsbuild } from './patch-postgres.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `server-only` throws outside Next's bundler, where it marks server code; here everything is server code. */
const alias = { 'server-only': path.join(root, 'scripts/empty-module.ts') }

/** Packages of very many small modules: as one file they load much faster and with less memory. */
const BUNDLED = /^(?:drizzle-orm|better-auth|@better-auth\/[\w-]+|better-call|zod|hono|@hono\/node-server)(?:\/|$)/

/**
 * Bundles these packages, and keeps the embedded database out of the server's thread: drizzle needs only four of its
 * numbers.
 */
const packages = {
  name: 'packages',
  setup({ onResolve }) {
    onResolve({ filter: /^@electric-sql\/pglite$/ }, ({ importer }) =>
      /[\\/]drizzle-orm[\\/]/.test(importer) ? { path: path.join(root, 'scripts/build/pglite-types.ts') } : null,
    )
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind, importer }) => {
      if (
        kind === 'entry-point' ||
        name.startsWith('@/') ||
        name in alias ||
        path.isAbsolute(name) ||
        BUNDLED.test(name)
      )
        return null
      if (name === '@electric-sql/pglite' && /[\\/]drizzle-orm[\\/]/.test(importer)) return null
      return { path: name, external: true }
    })
  },
}

/** @returns the source files that the server and its threads are made of, relative to the repository */
export async function buildServer() {
  const entries = Object.fromEntries(
    globSync('lib/**/*.entry.ts', { cwd: root }).map((file) => {
      const folder = path.basename(path.dirname(file))
      return [`${folder}-${path.basename(file, '.entry.ts')}`, path.join(root, file)]
    }),
  )
  const { metafile } = await build({
    entryPoints: { server: path.join(root, 'server.ts'), command: path.join(root, 'scripts/command.ts'), ...entries },
    outdir: path.join(root, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    plugins: [postgresForEsbuild, packages],
    // Globals that CommonJS packages use.
    banner: {
      js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
    },
    sourcemap: true,
    // Node keeps both as long as the process runs: 8 MB of sources that the maps refer to anyway.
    sourcesContent: false,
    minifyWhitespace: true,
    alias,
    logLevel: 'warning',
    metafile: true,
  })
  return Object.keys(metafile.inputs)
}

export async function buildPublicScripts() {
  const outdir = path.join(root, 'dist/public')
  const { metafile, outputFiles } = await buildWidget()
  rmSync(outdir, { recursive: true, force: true })
  for (const { path: file, contents } of outputFiles) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, contents)
  }
  writeFileSync(path.join(outdir, 'chat-frame.json'), JSON.stringify(neededAtOnce(metafile)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sources = await buildServer()
  await buildPublicScripts()
  buildHelp()
  // `npm run dev` restarts the server when one of these changes.
  writeFileSync(path.join(root, 'dist/server-sources.json'), JSON.stringify(sources))
}
