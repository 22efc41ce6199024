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
    const ended = await endOf(round(state, index))
    state = ended.value ?? state
    if (ended.breaks) return { state, rounds: index + 1, isFinished: true }
    if (mode === 'until' && holds(state)) return { state, rounds: index + 1, isFinished: true }
  }
}

/** Thrown by a step that ends its round or item early. */
export class Jump extends Error {
  readonly value: Json
  /** Whether it ends the whole loop. */
  readonly breaks: boolean

  constructor(value: Json, breaks: boolean) {
    super('A step ended its round.')
    this.value = value
    this.breaks = breaks
  }
}

/** The result of a round or an item, and whether it ends the whole loop. */
export async function endOf(work: Promise<Json | undefined>): Promise<{ value: Json | undefined; breaks: boolean }> {
  try {
    return { value: await work, breaks: false }
  } catch (error) {
    if (error instanceof Jump) return error
    throw error
  }
}
