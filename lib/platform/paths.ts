import 'server-only'
import path from 'node:path'
import { env } from './env'
import { projectRoot } from './project-root'

/** The folder for the database, files, models and the master key. */
export function dataDir(): string {
  return env().dataDir
}

/** A build artifact such as a worker: `distFile('sandbox-runner.mjs')`. */
export function distFile(name: string): string {
  return path.join(projectRoot(), 'dist', name)
}
