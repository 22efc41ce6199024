import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ExportFile } from '../project'

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url))

/** Creates a temporary folder for exported projects. They use Patchbay's packages unless they install their own. */
export async function createProjectsFolder({ installs = false } = {}): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-export-'))
  if (!installs) await symlink(NODE_MODULES, path.join(folder, 'node_modules'))
  return folder
}

/** Installs packages as a developer would. @returns the duration in milliseconds */
export async function installPackages(folder: string): Promise<number> {
  const startedAt = performance.now()
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder })
  return performance.now() - startedAt
}

export async function writeProject(folder: string, files: readonly ExportFile[]): Promise<void> {
  for (const file of files) {
    const full = path.join(folder, file.path)
    await mkdir(path.dirname(full), { recursive: true })
    await writeFile(full, file.content)
  }
}
