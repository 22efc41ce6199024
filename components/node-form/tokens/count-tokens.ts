import { estimateTokens } from '@/lib/graph/lint/estimate-tokens'

/** Tokenizers that are published and small enough to load in a browser. */
export type TokenizerName = 'o200k_base' | 'cl100k_base'

export interface TokenCount {
  tokens: number
  /** By the model's own tokenizer; else about. */
  isExact: boolean
}

/** Which tokenizer a service's model reads with; null where nobody says. Source: OpenAI's tiktoken, model.py. */
export function tokenizerOf(provider: string, model: string): TokenizerName | null {
  if (provider !== 'openai' && provider !== 'azure-openai') return null
  if (/^(?:gpt-4o|gpt-4\.\d|gpt-5|chatgpt-4o|o[134])/.test(model)) return 'o200k_base'
  return /^(?:gpt-4|gpt-3\.5)/.test(model) ? 'cl100k_base' : null
}

type Counter = (text: string) => number
const counters = new Map<TokenizerName, Counter>()
const loading = new Map<TokenizerName, Promise<void>>()

/** Without the tokenizer, or before it is there, about. */
export function countTokens(text: string, tokenizer: TokenizerName | null): TokenCount {
  const count = tokenizer === null ? undefined : counters.get(tokenizer)
  return count ? { tokens: count(text), isExact: true } : { tokens: estimateTokens(text), isExact: false }
}

/** A vocabulary is about a megabyte, so it comes when somebody writes a prompt for its model. */
export function loadTokenizer(tokenizer: TokenizerName): Promise<void> {
  const begun =
    loading.get(tokenizer) ??
    IMPORTS[tokenizer]().then(
      ({ countTokens: count }) => void counters.set(tokenizer, (text) => count(withBreaks(text))),
    )
  loading.set(tokenizer, begun)
  // Without a connection the estimate stays, and the next focus tries again.
  begun.catch(() => loading.delete(tokenizer))
  return begun
}

const IMPORTS: Readonly<Record<TokenizerName, () => Promise<{ countTokens: Counter }>>> = {
  o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
  cl100k_base: () => import('gpt-tokenizer/encoding/cl100k_base'),
}

/** Long runs without a break make the tokenizer slow: its work on them is quadratic. */
function withBreaks(text: string): string {
  return text.replace(/\S{256}(?=\S)/gu, '$& ')
}
