import 'server-only'

/** Runs without a break make the tokenizer slow: its work on them is quadratic. */
const LONG_RUN = /\S{256}(?=\S)/gu

/** Roughly what a service would count, for those that send no usage. Loaded on first use: the vocabulary is large. */
export async function estimateTokens(text: string): Promise<number> {
  if (text === '') return 0
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  return countTokens(text.replace(LONG_RUN, '$& '))
}
