import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { projectRoot } from '@/lib/platform/project-root'

/**
 * Bundles the entry files as the product's build does. For tests only; inside the project, so that packages
 * resolve.
 */
export async function buildTestRunner(): Promise<{ runnerPath: string; pythonRunnerPath: string; remove(): void }> {
  const root = projectRoot()
  const folder = mkdtempSync(path.join(root, 'node_modules', '.patchbay-sandbox-test-'))
  await build({
    entryPoints: {
      'sandbox-runner': path.join(root, 'lib/sandbox/runner.entry.ts'),
      'sandbox-worker': path.join(root, 'lib/sandbox/worker.entry.ts'),
      'python-runner': path.join(root, 'lib/sandbox/python/runner.entry.ts'),
      'python-worker': path.join(root, 'lib/sandbox/python/worker.entry.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    packages: 'external',
    alias: { 'server-only': path.join(root, 'scripts/empty-module.ts') },
    tsconfig: path.join(root, 'tsconfig.json'),
    logLevel: 'error',
  })
  return {
    runnerPath: path.join(folder, 'sandbox-runner.mjs'),
    pythonRunnerPath: path.join(folder, 'python-runner.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
