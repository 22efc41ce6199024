/**
 * Marks the `signature` of a tool call by the service that created it; after a failover, another
 * service must not receive it as its own.
 */
const PREFIX = 'reasoning:'

export function signReasoning(reasoning: string): string {
  return `${PREFIX}${reasoning}`
}

/** Null for reasoning that is not ours, such as Gemini's signature. */
export function reasoningIn(signature: string | undefined): string | null {
  return signature?.startsWith(PREFIX) ? signature.slice(PREFIX.length) : null
}
