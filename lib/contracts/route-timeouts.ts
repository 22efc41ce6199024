import type { RouteAbility, RoutePolicy } from './routes'

export interface RouteTimeouts {
  /** For a streamed response; null if only the step's own limit applies. */
  firstTokenMs: number | null
  /** For a non-streaming response; null if only the step's own limit applies. */
  answerMs: number | null
}

/** Well below the time limits of steps of these kinds, so that another target can still answer in time. */
const DEFAULT_ANSWER_MS: Readonly<Record<RouteAbility, number>> = {
  chat: 100_000,
  embed: 20_000,
  rerank: 20_000,
  transcribe: 120_000,
  speak: 60_000,
  image: 120_000,
}
const DEFAULT_FIRST_TOKEN_MS = 60_000

/** Time for which a target may send nothing. With a single target, giving up early gains nothing. */
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
