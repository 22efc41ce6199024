import type { ProviderId } from '../manifests.gen'
import type { ProviderAbility } from '../provider-manifest'

/** Abilities that no suite tests, and the title of the test beside the client that does. */
export const OWN_EVIDENCE: Partial<Record<ProviderId, Partial<Record<ProviderAbility, string>>>> = {
  bedrock: { embed: 'embeds with Titan text by text and with Cohere in batches, and knows queries from documents' },
  vertex: { embed: 'embeds by predictions, Gemini’s model text by text' },
  voyage: {
    embed: 'embeds by their numbers, and tells queries from documents',
    rerank: 'reranks by `top_k` and reads its `data`',
  },
  jina: {
    embed: 'embeds with the task that a model knows, and without it where it knows none',
    rerank: 'reranks, the best first',
  },
}
