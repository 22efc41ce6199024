import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { env } from '@/lib/platform/env'

const StdioServer = z.strictObject({
  command: z.string().refine((command) => path.isAbsolute(command)),
  args: z.array(z.string()).default([]),
  /** The only variables of the process. */
  env: z.record(z.string(), z.string()).default({}),
})
export type StdioServer = z.infer<typeof StdioServer>

/** A process that the operator described in a file. @throws NOT_FOUND, or UNAVAILABLE for a wrong file */
export async function readStdioServer(name: string): Promise<StdioServer> {
  const file = env().mcpStdio.get(name)
  if (file === undefined) throw new AppError('NOT_FOUND', problem('mcp.stdioMissing', { name }))
  try {
    return StdioServer.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    throw new AppError('UNAVAILABLE', problem('mcp.stdioInvalid', { name }), { cause })
  }
}
