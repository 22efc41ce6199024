import type { ProviderId } from '../manifests.gen'
import type { ProviderAbility } from '../provider-manifest'

/** Fine-tuning: the test file in lib/models/fine-tuning, and the title of its end-to-end test. */
export const TUNING_EVIDENCE: Partial<Record<ProviderId, { file: string; title: string }>> = {
  ...Object.fromEntries(
    ['openai', 'azure-openai', 'openai-compatible'].map((id) => [
      id,
      {
        file: 'openai-fine-tuning.test.ts',
        title: 'uploads a file as multipart form data and creates a job from it',
      },
    ]),
  ),
  together: {
    file: 'together-fine-tuning.test.ts',
    title: 'uploads a file and reads job, events and curve in Together’s own format',
  },
  fireworks: {
    file: 'fireworks-fine-tuning.test.ts',
    title: 'creates, fills and awaits a data set, then creates a job in the account',
  },
}

/** Abilities outside of the suites, with the title of the client's own test. */
export const OWN_EVIDENCE: Partial<Record<ProviderId, Partial<Record<ProviderAbility, string>>>> = {
  bedrock: {
    embed: 'embeds texts one by one with Titan and in batches with Cohere, and distinguishes queries from documents',
  },
  vertex: { embed: 'embeds through the predict endpoint, one text at a time for Gemini' },
  voyage: {
    embed: 'embeds in index order, and distinguishes queries from documents',
    rerank: 'reranks with `top_k` and reads `data`',
  },
  jina: {
    embed: 'sends the task to models that support one, and omits it otherwise',
    rerank: 'reranks, best first',
  },
}
