import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import { nodePaused } from '@/lib/engine/pauses/pause'
import { problem } from '@/lib/messages/problems/problem'
import type { WaitConfig } from './manifest'
import { parseTime } from './parse-time'

/** Shorter waits stay in the process: releasing and resuming the run would take longer. */
const MAX_SLEEP_MS = 10_000
const MAX_WAIT_MS = 400 * 86_400_000
const UNIT_MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 }

export default defineNode<WaitConfig>({
  async run({ config, inputs, ctx }) {
    const untilMs = await recordedEnd(config, ctx)
    const outputs = { value: inputs.value ?? null }
    const leftMs = untilMs - ctx.now()
    if (leftMs <= 0) return outputs
    if (leftMs > MAX_WAIT_MS) throw new AppError('INVALID_INPUT', problem('nodes.waitTooLong'))
    if (leftMs <= MAX_SLEEP_MS) {
      await sleep(leftMs, ctx.signal)
      return outputs
    }
    return ctx.waitFor('until', { kind: 'timer', untilMs }) === undefined ? nodePaused : outputs
  },
})

/** The end is recorded once, so that a resumed run does not restart the wait. */
async function recordedEnd(config: WaitConfig, ctx: NodeContext): Promise<number> {
  const head = { key: 'until', kind: 'other' as const, name: 'Waits until', input: {} }
  const recorded = await ctx.step(head, async () =>
    config.mode === 'duration' ? ctx.now() + config.amount * UNIT_MS[config.unit] : parseTime(config.until),
  )
  return z.number().parse(recorded)
}

function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
