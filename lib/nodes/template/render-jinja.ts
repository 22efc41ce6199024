import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { NodeContext } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'

const TIMEOUT_MS = 2_000

/** Renders a Jinja template in the sandbox, with its limits on time, memory and output. @throws INVALID_INPUT, LIMIT_EXCEEDED */
export async function renderJinja(ctx: NodeContext, template: string, values: JsonObject): Promise<string> {
  const { jinjaSource } = await import('./jinja-source.gen')
  const code = `${jinjaSource}\nreturn new Jinja.Template(input.template).render(input.values)`
  const request = { code, input: { template, values }, timeoutMs: TIMEOUT_MS, signal: ctx.signal }
  try {
    const { output } = await ctx.ports.sandbox.run({ ...request, pauseTimeLimit: () => ctx.pauseTimeLimit() })
    return typeof output === 'string' ? output : ''
  } catch (cause) {
    if (!AppError.isInstance(cause)) throw cause
    if (cause.code === 'SANDBOX_FAILED')
      throw new AppError('INVALID_INPUT', problem('nodes.jinjaInvalid', { reason: reasonOf(cause) }), { cause })
    if (cause.code === 'TIMEOUT' || cause.code === 'LIMIT_EXCEEDED')
      throw new AppError('LIMIT_EXCEEDED', problem('nodes.jinjaTooLarge', { seconds: TIMEOUT_MS / 1_000 }), { cause })
    throw cause
  }
}

/** Line numbers of the engine's own source mean nothing to authors. */
function reasonOf({ message }: AppError): string {
  return message.replace(/ \(line \d+\)$/, '')
}
