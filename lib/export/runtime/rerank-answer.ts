/** The scores by position, from a service with the response format of Jina, Cohere or vLLM. */
export function parseAnswer(answer: unknown): Map<number, number> {
  const results = isRecord(answer) ? (answer.results ?? answer.data) : null
  if (!Array.isArray(results)) throw new Error('The response of RERANK_URL is not a ranking.')
  return new Map(
    results.map((item: unknown): [number, number] => {
      const { index, relevance_score: score } = isRecord(item) ? item : {}
      if (typeof index === 'number' && typeof score === 'number') return [index, score]
      throw new Error('The response of RERANK_URL is not a ranking.')
    }),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
