import 'server-only'

/**
 * List prices of November 2025; a model that is not here has no known price.
 * US dollars for a million tokens, so also millionths of a dollar for one: [input, output].
 */
const PRICES: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  openai: {
    'gpt-5.1': [1.25, 10],
    'gpt-5': [1.25, 10],
    'gpt-5-mini': [0.25, 2],
    'gpt-5-nano': [0.05, 0.4],
    'gpt-4.1': [2, 8],
    'gpt-4.1-mini': [0.4, 1.6],
    'gpt-4.1-nano': [0.1, 0.4],
    'gpt-4o': [2.5, 10],
    'gpt-4o-mini': [0.15, 0.6],
    o3: [2, 8],
    'o3-mini': [1.1, 4.4],
    'o4-mini': [1.1, 4.4],
  },
  anthropic: {
    'claude-opus-4-5': [5, 25],
    'claude-opus-4-1': [15, 75],
    'claude-opus-4': [15, 75],
    'claude-sonnet-4-5': [3, 15],
    'claude-sonnet-4': [3, 15],
    'claude-3-7-sonnet': [3, 15],
    'claude-haiku-4-5': [1, 5],
    'claude-3-5-haiku': [0.8, 4],
  },
  google: {
    'gemini-2.5-pro': [1.25, 10],
    'gemini-2.5-flash': [0.3, 2.5],
    'gemini-2.5-flash-lite': [0.1, 0.4],
    'gemini-2.0-flash': [0.1, 0.4],
  },
}

interface Spent {
  provider: string
  model: string
  inputTokens: number
  outputTokens: number
}

/** In millionths of a US dollar; null when the price is unknown. */
export function costMicros({ provider, model, inputTokens, outputTokens }: Spent): number | null {
  // One's own hardware sends no bill.
  if (provider === 'ollama') return 0
  const table = Object.hasOwn(PRICES, provider) ? PRICES[provider] : undefined
  const name = model.replace(/^models\//, '').replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')
  const price = table && Object.hasOwn(table, name) ? table[name] : undefined
  return price === undefined ? null : Math.round(inputTokens * price[0] + outputTokens * price[1])
}
