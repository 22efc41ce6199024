import 'server-only'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from './singleton'

/** The folder of Patchbay's package.json, wherever the process was started. @throws AppError UNAVAILABLE */
export function projectRoot(): string {
  return singleton('project-root', () => {
    const startFolder = path.dirname(fileURLToPath(import.meta.url))
    const root = findRoot(startFolder) ?? findRoot(process.cwd())
    if (!root) throw new AppError('UNAVAILABLE', problem('server.projectRootMissing'))
    return root
  })
}

function findRoot(start: string): string | null {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (isPatchbay(path.join(folder, 'package.json'))) return folder
    if (path.dirname(folder) === folder) return null
  }
}

const PackageName = z.object({ name: z.literal('patchbay') })

function isPatchbay(file: string): boolean {
  if (!existsSync(file)) return false
  try {
    return PackageName.safeParse(JSON.parse(readFileSync(file, 'utf8'))).success
  } catch {
    return false
  }
}
