import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { FrameOutcome, NodeRunArguments } from '../node-definition'
import { type NodePaused, nodePaused } from '../pauses/pause'

type Run = (args: NodeRunArguments<JsonObject>) => Promise<JsonObject | NodePaused>

/** Behavior of the sample containers and the sample node that waits. */
export const containerBehaviors: Readonly<Record<'each' | 'rounds' | 'ask', Run>> = {
  each: async ({ config, inputs, ctx }) => {
    const items = itemsOf(config, inputs.items ?? null)
    const outcomes: FrameOutcome[] = []
    let next = 0
    const worker = async () => {
      for (let index = next++; index < items.length; index = next++) {
        const outcome = await ctx.runFrame(String(index), { item: items[index] ?? null, index })
        if (outcome.type === 'failed' && config.keep !== true) throw failed(outcome)
        outcomes[index] = outcome
        if (outcome.type === 'done' && outcome.broke) next = items.length
      }
    }
    await Promise.all(Array.from({ length: Number(config.parallel) }, worker))
    if (outcomes.some((outcome) => outcome.type === 'paused')) return nodePaused
    return { results: outcomes.map((outcome) => (outcome.type === 'done' ? (outcome.outputs.result ?? null) : null)) }
  },
  rounds: async ({ config, inputs, ctx }) => {
    let state: Json = inputs.start ?? null
    for (let round = 0; round < Number(config.count); round += 1) {
      const outcome = await ctx.runFrame(String(round), { state, round })
      if (outcome.type === 'paused') return nodePaused
      if (outcome.type === 'failed') throw failed(outcome)
      if (outcome.broke) return { last: outcome.broke.value }
      state = outcome.outputs.next ?? state
    }
    return { last: state }
  },
  ask: async ({ ctx }) => {
    const answer = ctx.waitFor('answer', { kind: 'timer', untilMs: 1 })
    return answer === undefined ? nodePaused : { out: answer }
  },
}

/** @returns the list itself, or a list derived from one value. */
export function itemsOf({ spread }: JsonObject, items: Json): Json[] {
  if (typeof spread === 'number') return Array.from({ length: spread }, (_, index) => [items, index])
  return Array.isArray(items) ? items : []
}

function failed({ error }: Extract<FrameOutcome, { type: 'failed' }>): AppError {
  return new AppError(error.code, verbatim(error.message))
}
