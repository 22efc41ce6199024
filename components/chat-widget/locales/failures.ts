/** One sentence a kind of failure, in one language. */
export interface FailureSentences {
  busy: string
  limit: string
  answer: string
  size: string
  forbidden: string
}

/** What a visitor is told, by the code of the failure. English says the server's own sentence, which is more exact. */
export function failures({ busy, limit, answer, size, forbidden }: FailureSentences) {
  return {
    RATE_LIMITED: busy,
    MODEL_RATE_LIMITED: busy,
    MODEL_UNREACHABLE: busy,
    UNAVAILABLE: busy,
    BUDGET_EXCEEDED: limit,
    LIMIT_EXCEEDED: limit,
    INTERNAL: answer,
    MODEL_FAILED: answer,
    MODEL_MISSING: answer,
    TIMEOUT: answer,
    TOO_LARGE: size,
    FORBIDDEN: forbidden,
  }
}

export type FailureCode = keyof ReturnType<typeof failures>
