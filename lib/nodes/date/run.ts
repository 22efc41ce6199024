import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { changeDate } from '../shared/values/change-date'
import type { DateConfig } from './manifest'

export default defineNode<DateConfig>({
  async run({ config, inputs, ctx }) {
    const value = config.operation === 'now' ? await recordedNow(ctx) : (inputs.date ?? null)
    try {
      const { difference, ...date } = changeDate(value, inputs.other ?? null, config)
      return { ...date, ...(config.operation === 'difference' ? { difference } : {}) }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : ''
      throw new AppError('INVALID_INPUT', problem('nodes.dateInvalid', { reason }), { cause })
    }
  },
})

/** The time is recorded once, so that a resumed or replayed run does not read the clock again. */
async function recordedNow(ctx: NodeContext): Promise<number> {
  const head = { key: 'now', kind: 'other' as const, name: 'Current time', input: {} }
  return z.number().parse(await ctx.step(head, async () => ctx.now()))
}
