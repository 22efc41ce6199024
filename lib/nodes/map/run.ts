import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { defineNode, type FrameOutcome } from '@/lib/engine/node-definition'
import { nodePaused } from '@/lib/engine/pauses/pause'
import { problem } from '@/lib/messages/problems/problem'
import type { MapConfig } from './manifest'

export default defineNode<MapConfig>({
  async run({ config, inputs, ctx }) {
    const items = Array.isArray(inputs.items) ? inputs.items : []
    if (items.length > config.maxItems) throw tooManyItems(items.length, config.maxItems)
    const isBroken = (outcome: FrameOutcome) => outcome.type === 'done' && outcome.broke !== undefined
    const outcomes = await runEach(items.length, config.parallel, isBroken, async (index) => {
      const outcome = await ctx.runFrame(String(index), { item: items[index] ?? null, index })
      if (outcome.type === 'failed' && config.onItemError === 'fail') throw itemFailed(index, outcome)
      return outcome
    })
    // Items that need no answer have completed; their results are kept.
    if (outcomes.some((outcome) => outcome.type === 'paused')) return nodePaused
    return {
      results: outcomes.map((outcome): Json => (outcome.type === 'done' ? (outcome.outputs.result ?? null) : null)),
      errors: outcomes.flatMap((outcome, index): JsonObject[] =>
        outcome.type === 'failed' ? [{ index, code: outcome.error.code, message: outcome.error.message }] : [],
      ),
    }
  },
})

/**
 * Starts items in order, with limited parallelism. The first error ends the Map, and items that are still running end
 * with the node. After a result for which `isLast` is true, no more items start.
 */
async function runEach<T>(
  count: number,
  parallel: number,
  isLast: (result: T) => boolean,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      const index = next
      next += 1
      const result = await work(index)
      results[index] = result
      if (isLast(result)) next = count
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, count) }, worker))
  return results
}

function itemFailed(index: number, { error }: Extract<FrameOutcome, { type: 'failed' }>): AppError {
  return new AppError(error.code, problem('nodes.itemFailed', { item: index + 1, error }))
}

function tooManyItems(count: number, most: number): AppError {
  return new AppError('LIMIT_EXCEEDED', problem('nodes.tooManyItems', { count, max: most }))
}
