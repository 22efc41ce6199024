import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { ExceededLimit, Outcome } from './protocol'
import { SANDBOX_LIMITS as LIMITS } from './sandbox-limits'

type SandboxResult = Awaited<ReturnType<EnginePorts['sandbox']['run']>>

const EXCEEDED: Readonly<Record<ExceededLimit, Problem>> = {
  depth: problem('sandbox.outputTooDeep', { max: LIMITS.maxOutputDepth }),
  values: problem('sandbox.outputTooManyValues', { max: LIMITS.maxOutputValues }),
  size: problem('sandbox.outputTooLarge'),
  memory: problem('sandbox.outOfMemory', { megabytes: (LIMITS.maximumPages * 64) / 1024 }),
  workerMemory: problem('sandbox.workerMemory'),
  sharedMemory: problem('sandbox.sharedMemory'),
}

/** @throws AppError SANDBOX_FAILED, TIMEOUT, LIMIT_EXCEEDED, SANDBOX_UNAVAILABLE */
export function toResult(outcome: Outcome, limitMs: number): SandboxResult {
  switch (outcome.type) {
    case 'done':
      return { output: parseOutput(outcome.output), logs: outcome.logs }
    case 'failed': {
      const { name, message, line, logs } = outcome
      const failed =
        line === null
          ? problem('sandbox.failed', { name, message })
          : problem('sandbox.failedAtLine', { name, message, line: String(line) })
      throw new AppError('SANDBOX_FAILED', failed, { details: { name, line, logs } })
    }
    case 'limit':
      throw new AppError('LIMIT_EXCEEDED', EXCEEDED[outcome.limit], { details: { logs: outcome.logs } })
    case 'timeout':
      throw new AppError('TIMEOUT', problem('sandbox.timeout', { seconds: limitMs / 1000 }))
    case 'unavailable':
      throw new AppError('SANDBOX_UNAVAILABLE', problem('sandbox.ended'), {
        cause: outcome.message,
      })
  }
}

/** Safe: JSON.parse returns JSON. Removes keys that could reach a prototype in a later merge. */
function parseOutput(text: string): Json {
  if (!text.includes('__proto__')) return JSON.parse(text) as Json
  return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value)) as Json
}
