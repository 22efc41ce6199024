import type { Json } from './values'

export interface RoundOptions {
  /** `until` checks after a round, `while` before it. */
  mode: 'until' | 'while'
  maxRounds: number
  holds(state: Json): boolean
  /** One round: returns the next state; undefined leaves it unchanged. */
  round(state: Json, index: number): Promise<Json | undefined>
}

/** Runs rounds, each with the result of the previous one, up to the maximum. */
export async function runRounds(start: Json, { mode, maxRounds, holds, round }: RoundOptions) {
  let state = start
  for (let index = 0; ; index += 1) {
    if (mode === 'while' && !holds(state)) return { state, rounds: index, isFinished: true }
    if (index >= maxRounds) return { state, rounds: index, isFinished: false }
    state = (await round(state, index)) ?? state
    if (mode === 'until' && holds(state)) return { state, rounds: index + 1, isFinished: true }
  }
}
