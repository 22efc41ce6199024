import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

/**
 * US dollars per million training tokens, and maximum tokens of an example. Prices:
 * https://developers.openai.com/api/docs/pricing, “Finetuning”, as archived in 2026. Example
 * lengths: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/models, “Fine-tuning
 * models”.
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
  /** Announcement of the service about its fine-tuning, shown to users. */
  notice?: Problem
}

/** Prices apply to OpenAI only; other services bill differently, so no price is known for them. */
export function baseModelFacts(provider: string, model: string): BaseModelFacts {
  const name = model.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{4})$/, '')
  const published = Object.hasOwn(PUBLISHED, name) ? PUBLISHED[name] : undefined
  const notice = provider === 'openai' ? { notice: OPENAI_NOTICE } : {}
  if (!published) return { microsPerMillionTokens: null, limit: null, ...notice }
  return {
    microsPerMillionTokens: provider === 'openai' ? Math.round(published.dollarsPerMillion * 1_000_000) : null,
    limit: published.limit,
    ...notice,
  }
}

/** https://developers.openai.com/api/docs/deprecations#update-to-openais-self-serve-fine-tuning */
const OPENAI_NOTICE = problem('trainingData.openaiNotice')

export const SUGGESTED_BASE_MODELS = [
  'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-nano-2025-04-14',
  'gpt-4.1-2025-04-14',
] as const
