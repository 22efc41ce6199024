import type { ProviderId } from '../manifests.gen'
import type { ProviderAbility } from '../provider-manifest'

/** Of fine-tuning: the file of lib/models/fine-tuning, and the title of the test that walks through it. */
export const TUNING_EVIDENCE: Partial<Record<ProviderId, { file: string; title: string }>> = {
  ...Object.fromEntries(
    ['openai', 'azure-openai', 'openai-compatible'].map((id) => [
      id,
      {
        file: 'openai-fine-tuning.test.ts',
        title: 'a file goes up as multipart form data, and a job is made of it',
      },
    ]),
  ),
  together: {
    file: 'together-fine-tuning.test.ts',
    title: 'a file, a job, its events and its curve over Together’s own wire',
  },
  fireworks: {
    file: 'fireworks-fine-tuning.test.ts',
    title: 'a data set is made, filled and awaited, and a job of the account is made of it',
  },
}

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
