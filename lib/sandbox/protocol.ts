import 'server-only'
import { z } from 'zod'

/** Messages between the server, the runner process and its workers: text and numbers only. */
export const RunCommand = z.object({
  type: z.literal('run'),
  id: z.number(),
  code: z.string(),
  /** JSON text. */
  input: z.string(),
  timeoutMs: z.number(),
})
export type RunCommand = z.infer<typeof RunCommand>

export const RunnerCommand = z.discriminatedUnion('type', [
  RunCommand,
  z.object({ type: z.literal('cancel'), id: z.number() }),
])
export type RunnerCommand = z.infer<typeof RunnerCommand>

const ExceededLimit = z.enum(['depth', 'values', 'size', 'memory', 'workerMemory', 'sharedMemory'])
export type ExceededLimit = z.infer<typeof ExceededLimit>

export const Outcome = z.discriminatedUnion('type', [
  /** `output` is JSON text. */
  z.object({ type: z.literal('done'), output: z.string(), logs: z.array(z.string()) }),
  z.object({
    type: z.literal('failed'),
    name: z.string(),
    message: z.string(),
    line: z.number().nullable(),
    logs: z.array(z.string()),
  }),
  /** Memory or output limit exceeded. */
  z.object({ type: z.literal('limit'), limit: ExceededLimit, logs: z.array(z.string()) }),
  z.object({ type: z.literal('timeout') }),
  z.object({ type: z.literal('unavailable'), message: z.string() }),
])
export type Outcome = z.infer<typeof Outcome>

export const WorkerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('loaded') }),
  z.object({ type: z.literal('outcome'), outcome: Outcome }),
])
export type WorkerMessage = z.infer<typeof WorkerMessage>

export const RunnerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('heartbeat'), rssBytes: z.number(), running: z.number() }),
  z.object({ type: z.literal('outcome'), id: z.number(), outcome: Outcome }),
])
export type RunnerMessage = z.infer<typeof RunnerMessage>
