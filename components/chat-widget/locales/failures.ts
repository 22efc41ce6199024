/** One sentence per error kind, in one language. */
export interface FailureSentences {
  busy: string
  limit: string
  answer: string
  size: string
  forbidden: string
}

/** Messages for visitors by error code. English uses the server's message, which is more specific. */
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
