import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './project-root'
import { singleton } from './singleton'

/** Identifies the build of the pages that this process serves; null without a production build. */
export function buildId(): string | null {
  return singleton('build-id', () => {
    try {
      return readFileSync(path.join(projectRoot(), '.next/BUILD_ID'), 'utf8').trim()
    } catch {
      return null
    }
  })
}
