import 'server-only'

/** The tokenizer is quadratic in the length of runs without spaces. */
const LONG_RUN = /\S{256}(?=\S)/gu

/** Approximates the service's token count when it reports no usage. The large vocabulary is loaded on first use. */
export async function estimateTokens(text: string): Promise<number> {
  if (text === '') return 0
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  return countTokens(text.replace(LONG_RUN, '$& '))
}
