import type { RouteAbility, RoutePolicy } from './routes'

export interface RouteTimeouts {
  /** Of a streamed answer; null: the step's own limit alone. */
  firstTokenMs: number | null
  /** Of a response that comes in one piece; null as above. */
  answerMs: number | null
}

/** Well below the time limits that steps of these kinds have, so that another target can still answer in time. */
const DEFAULT_ANSWER_MS: Readonly<Record<RouteAbility, number>> = {
  chat: 100_000,
  embed: 20_000,
  rerank: 20_000,
  transcribe: 120_000,
  speak: 60_000,
  image: 120_000,
}
const DEFAULT_FIRST_TOKEN_MS = 60_000

/** How long a target may send nothing. With a single target nothing is gained by giving up on it early. */
export function routeTimeouts({
  ability = 'chat',
  targets,
  timeouts = {},
}: Pick<RoutePolicy, 'ability' | 'targets' | 'timeouts'>): RouteTimeouts {
  const hasFallback = targets.length > 1
  return {
    firstTokenMs: timeouts.firstTokenMs ?? (hasFallback ? DEFAULT_FIRST_TOKEN_MS : null),
    answerMs: timeouts.answerMs ?? (hasFallback ? DEFAULT_ANSWER_MS[ability] : null),
  }
}
