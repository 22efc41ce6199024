import 'server-only'
import path from 'node:path'
import { env } from './env'
import { projectRoot } from './project-root'

/** The database, files, models and the master key. */
export function dataDir(): string {
  return env().dataDir
}

/** A file that the build made, such as a worker: `distFile('sandbox-runner.mjs')`. */
export function distFile(name: string): string {
  return path.join(projectRoot(), 'dist', name)
}
