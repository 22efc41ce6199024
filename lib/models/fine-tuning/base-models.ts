/**
 * US dollars for a million training tokens, and tokens of one example.
 * Prices: https://developers.openai.com/api/docs/pricing, “Finetuning”, as it was kept in 2026. Lengths of an example:
 * https://learn.microsoft.com/azure/ai-foundry/openai/concepts/models, “Fine-tuning models”.
 */
const PUBLISHED: Readonly<Record<string, { dollarsPerMillion: number; limit: number }>> = {
  'gpt-4.1': { dollarsPerMillion: 25, limit: 65_536 },
  'gpt-4.1-mini': { dollarsPerMillion: 5, limit: 65_536 },
  'gpt-4.1-nano': { dollarsPerMillion: 1.5, limit: 65_536 },
  'gpt-4o': { dollarsPerMillion: 25, limit: 65_536 },
  'gpt-4o-mini': { dollarsPerMillion: 3, limit: 65_536 },
  'gpt-3.5-turbo': { dollarsPerMillion: 8, limit: 16_385 },
}

export interface BaseModelFacts {
  microsPerMillionTokens: number | null
  limit: number | null
  /** What the service has announced of its fine-tuning, for a person. */
  notice?: string
}

/** Prices are for OpenAI alone: others bill in their own ways, and then no price is known. */
export function baseModelFacts(provider: string, model: string): BaseModelFacts {
  const name = model.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{4})$/, '')
  const known = Object.hasOwn(PUBLISHED, name) ? PUBLISHED[name] : undefined
  const notice = provider === 'openai' ? { notice: OPENAI_NOTICE } : {}
  if (!known) return { microsPerMillionTokens: null, limit: null, ...notice }
  return {
    microsPerMillionTokens: provider === 'openai' ? Math.round(known.dollarsPerMillion * 1_000_000) : null,
    limit: known.limit,
    ...notice,
  }
}

/** https://developers.openai.com/api/docs/deprecations#update-to-openais-self-serve-fine-tuning */
const OPENAI_NOTICE =
  'OpenAI ends its fine-tuning: organisations that had not used it before May 2026 are refused, and from 6 January 2027 on all are. Tuned models answer as long as their base model does.'

export const SUGGESTED_BASE_MODELS = [
  'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-nano-2025-04-14',
  'gpt-4.1-2025-04-14',
] as const
