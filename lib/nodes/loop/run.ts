import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import { nodePaused } from '@/lib/engine/pauses/pause'
import { evaluateCondition } from '@/lib/graph/conditions'
import { lookupPath } from '@/lib/graph/templates/references'
import { problem } from '@/lib/messages/problems/problem'
import { matchesPattern } from '../shared/guards/matches-pattern'
import type { LoopConfig } from './manifest'

export default defineNode<LoopConfig>({
  async run({ config, inputs, ctx }) {
    let state: Json = inputs.start ?? null
    for (let round = 0; ; round += 1) {
      if (config.mode === 'while' && !matches(config, state)) return { result: state, rounds: round }
      if (round >= config.maxRounds) return atLimit(config, state, round)
      const outcome = await ctx.runFrame(String(round), { state, index: round })
      if (outcome.type === 'paused') return nodePaused
      if (outcome.type === 'failed')
        throw new AppError(outcome.error.code, problem('nodes.roundFailed', { round: round + 1, error: outcome.error }))
      if (outcome.broke) return { result: outcome.broke.value, rounds: round + 1 }
      // A round whose last step was skipped keeps the state.
      state = outcome.outputs.next ?? state
      if (config.mode === 'until' && matches(config, state)) return { result: state, rounds: round + 1 }
    }
  },
})

function atLimit({ onLimit, maxRounds }: LoopConfig, state: Json, rounds: number) {
  if (onLimit === 'port') return { unfinished: state, rounds }
  throw new AppError('LIMIT_EXCEEDED', problem('nodes.tooManyRounds', { max: maxRounds }))
}

function matches({ match, conditions }: LoopConfig, state: Json): boolean {
  const isTrue = ({ path, operator, right }: LoopConfig['conditions'][number]) => {
    const left = path.trim() === '' ? state : (lookupPath(state, path.trim().split('.')) ?? null)
    return evaluateCondition({ left, operator, right }, matchesPattern)
  }
  return match === 'all' ? conditions.every(isTrue) : conditions.some(isTrue)
}
