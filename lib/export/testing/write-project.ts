import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExportFile } from '../project'

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url))

/** A folder for projects whose packages are Patchbay's own, so that nothing is installed. */
export async function createProjectsFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-export-'))
  await symlink(NODE_MODULES, path.join(folder, 'node_modules'))
  return folder
}

export async function writeProject(folder: string, files: readonly ExportFile[]): Promise<void> {
  for (const file of files) {
    const full = path.join(folder, file.path)
    await mkdir(path.dirname(full), { recursive: true })
    await writeFile(full, file.content)
  }
}
