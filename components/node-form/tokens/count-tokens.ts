import { estimateTokens } from '@/lib/graph/lint/estimate-tokens'

/** Published tokenizers that are small enough for a browser. */
export type TokenizerName = 'o200k_base' | 'cl100k_base'

export interface TokenCount {
  tokens: number
  /** Counted with the model's tokenizer; otherwise estimated. */
  isExact: boolean
}

/** The tokenizer of a service's model; null if undocumented. Source: OpenAI's tiktoken, model.py. */
export function tokenizerOf(provider: string, model: string): TokenizerName | null {
  if (provider !== 'openai' && provider !== 'azure-openai') return null
  if (/^(?:gpt-4o|gpt-4\.\d|gpt-5|chatgpt-4o|o[134])/.test(model)) return 'o200k_base'
  return /^(?:gpt-4|gpt-3\.5)/.test(model) ? 'cl100k_base' : null
}

type Counter = (text: string) => number
const counters = new Map<TokenizerName, Counter>()
const loading = new Map<TokenizerName, Promise<void>>()

/** Estimated without the tokenizer or before it is loaded. */
export function countTokens(text: string, tokenizer: TokenizerName | null): TokenCount {
  const count = tokenizer === null ? undefined : counters.get(tokenizer)
  return count ? { tokens: count(text), isExact: true } : { tokens: estimateTokens(text), isExact: false }
}

/** A vocabulary is about a megabyte, so it is loaded when a prompt for its model is edited. */
export function loadTokenizer(tokenizer: TokenizerName): Promise<void> {
  const load =
    loading.get(tokenizer) ??
    IMPORTS[tokenizer]().then(
      ({ countTokens: count }) => void counters.set(tokenizer, (text) => count(withBreaks(text))),
    )
  loading.set(tokenizer, load)
  // If loading fails, the estimate is kept and the next focus retries.
  load.catch(() => loading.delete(tokenizer))
  return load
}

const IMPORTS: Readonly<Record<TokenizerName, () => Promise<{ countTokens: Counter }>>> = {
  o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
  cl100k_base: () => import('gpt-tokenizer/encoding/cl100k_base'),
}

/** Long runs without a break are slow, because the tokenizer is quadratic for them. */
function withBreaks(text: string): string {
  return text.replace(/\S{256}(?=\S)/gu, '$& ')
}
