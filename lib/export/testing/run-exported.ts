import { execFile } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'

const run = promisify(execFile)
const RUNNER = fileURLToPath(new URL('exported-runner.mjs', import.meta.url))
const COMPILER = fileURLToPath(new URL('../../../node_modules/typescript-7/bin/tsc', import.meta.url))

const Results = z.array(
  z.object({ answer: z.json().optional(), streamed: z.string().optional(), error: z.string().optional() }),
)
export type ExportedResult = z.infer<typeof Results>[number]

export interface ExportedCase {
  folder: string
  inputs: JsonObject
  /** Set before the first test, for it and all later tests. */
  env?: Record<string, string>
}

/** Runs exported projects under plain Node, in sequence in one process. */
export async function runExported(
  cases: readonly ExportedCase[],
  env: Record<string, string>,
): Promise<ExportedResult[]> {
  const options = { env: { NODE_ENV: 'test' as const, ...env } }
  const { stdout } = await run(process.execPath, [RUNNER, JSON.stringify(cases)], options)
  return Results.parse(JSON.parse(stdout))
}

/** @throws the compiler's errors for the project, or for a folder of projects */
export async function checkTypes(folder: string): Promise<void> {
  await run(process.execPath, [COMPILER, '-p', folder]).catch((error: { stdout?: string }) => {
    throw new Error(error.stdout ?? String(error))
  })
}

export async function runCommandLine(
  folder: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<string> {
  const options = { cwd: path.resolve(folder), env: { NODE_ENV: 'test' as const, ...env } }
  const { stdout } = await run(process.execPath, ['src/run.ts', ...args], options)
  return stdout
}
