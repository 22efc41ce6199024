/** A tool call's `signature` holds what one service made; another, after a fallback, must not be given it as its own. */
const PREFIX = 'reasoning:'

export function signReasoning(reasoning: string): string {
  return `${PREFIX}${reasoning}`
}

/** null: no reasoning of ours, such as Gemini's signature. */
export function reasoningIn(signature: string | undefined): string | null {
  return signature?.startsWith(PREFIX) ? signature.slice(PREFIX.length) : null
}
