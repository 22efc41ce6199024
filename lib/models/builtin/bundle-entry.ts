import { mkdtemp, symlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { projectRoot } from '@/lib/platform/project-root'

/**
 * For tests and benchmarks: bundles a worker entry like scripts/build.mjs, into a folder from which
 * our packages resolve.
 */
export async function bundleEntry(entryFromRoot: string, plugins: Plugin[] = []): Promise<URL> {
  const root = projectRoot()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-entry-'))
  const name = path.basename(entryFromRoot).replace(/(?:\.entry)?\.ts$/, '')
  await build({
    entryPoints: { [name]: path.join(root, entryFromRoot) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    plugins,
    logLevel: 'silent',
    alias: { 'server-only': path.join(root, 'scripts/empty-module.ts') },
    tsconfig: path.join(root, 'tsconfig.json'),
  })
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
  return pathToFileURL(path.join(folder, `${name}.mjs`))
}
