export const CREATED = 1_700_000_000
const MAX_CACHED_SPECS = 1_000
const DEFAULTS = {
  tokenCount: Number(process.env.MOCK_TOKENS || 50),
  delayMs: Number(process.env.MOCK_DELAY_MS || 0),
  firstTokenMs: Number(process.env.MOCK_TTFT_MS || 0),
}

const specs = new Map()

/** The text and the delays of a model, by its name. */
export function specOf(model) {
  const cached = specs.get(model)
  if (cached) return cached
  const match = /mock-(\d+)tok-(\d+)ms(?:-(\d+)ttft)?/.exec(model || '')
  const times = match
    ? { tokenCount: Number(match[1]), delayMs: Number(match[2]), firstTokenMs: Number(match[3] || 0) }
    : DEFAULTS
  const tokens = Array.from({ length: times.tokenCount }, (_, index) => `tok${index + 1} `)
  const chunks = tokens.map((token) => chunk(model, { content: token }, null))
  const spec = { ...times, tokens, text: tokens.join(''), chunks, joinedChunks: chunks.join('') }
  if (specs.size < MAX_CACHED_SPECS) specs.set(model, spec)
  return spec
}

/** A spec that says the text in one chunk, with the delays of the model. */
export function specSaying(text, model) {
  const only = chunk(model, { content: text }, null)
  return { ...specOf(model), tokenCount: 1, text, chunks: [only], joinedChunks: only }
}

/** An event of a streamed chat completion. */
export function chunk(model, delta, finish) {
  const choice = `{"index":0,"delta":${JSON.stringify(delta)},"logprobs":null,"finish_reason":${JSON.stringify(finish)}}`
  return `data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":${CREATED},"model":${JSON.stringify(model)},"system_fingerprint":"fp_mock","choices":[${choice}]}\n\n`
}

export const usageChunk = (model, usage) =>
  `data: {"id":"chatcmpl-mock","object":"chat.completion.chunk","created":${CREATED},"model":${JSON.stringify(model)},"choices":[],"usage":${JSON.stringify(usage)}}\n\n`
