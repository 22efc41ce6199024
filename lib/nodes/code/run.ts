import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import type { CodeConfig } from './manifest'

export default defineNode<CodeConfig>({
  async run({ config, inputs, ctx }) {
    try {
      const isPython = config.language === 'python'
      const { output, logs } = await ctx.ports.sandbox.run({
        ...(isPython ? { language: 'python' as const } : {}),
        code: isPython ? config.python : config.code,
        input: isPython ? byName(config, inputs) : inputs,
        timeoutMs: config.timeoutSeconds * 1_000,
        signal: ctx.signal,
        pauseTimeLimit: () => ctx.pauseTimeLimit(),
      })
      await record(ctx, logs)
      return { result: output }
    } catch (error) {
      const failed = AppError.isInstance(error) ? Failed.safeParse(error.details) : null
      if (failed?.success) await record(ctx, failed.data.logs)
      throw error
    }
  },
})

/** Python needs an argument for each name, so an optional input without a value is None. */
const byName = ({ inputs: names }: CodeConfig, inputs: JsonObject): JsonObject =>
  Object.fromEntries(names.map(({ name }) => [name, inputs[name] ?? null]))

const Failed = z.object({ logs: z.array(z.string()) })

/**
 * Console lines go to the trace, which members of the workspace can read. The operator's log only
 * gets their number, since they may contain user data.
 */
async function record(ctx: NodeContext, lines: string[]): Promise<void> {
  if (lines.length === 0) return
  ctx.log(`The code wrote ${lines.length} lines to its console.`)
  await ctx.step({ key: 'console', kind: 'other', name: 'console', input: null }, async () => lines)
}
