import { z } from 'zod'
import type { CachePolicy } from '@/lib/engine/model-requests'
import { layout } from '@/lib/graph/schema/field-layout'

const LABEL = {
  label: 'Reuse answers',
  input: 'select',
  advanced: true,
  help: 'A cached answer is free and immediate. All users of this workspace’s apps share the cache.',
} as const
const MODES = { off: 'Never', exact: 'For identical requests' }

const minutesField = (modes: string[]) =>
  z
    .number()
    .int()
    .min(1)
    .max(43_200)
    .default(60)
    .meta(
      layout({
        label: 'Reuse for',
        input: 'number',
        unit: 'minutes',
        advanced: true,
        showWhen: { field: 'cache', values: modes },
      }),
    )

/** Cache fields of every step that calls a language model; off by default. */
export const answerCacheFields = {
  cache: z
    .enum(['off', 'exact', 'semantic'])
    .default('off')
    .meta(layout({ ...LABEL, options: { ...MODES, semantic: 'For questions with the same meaning too (English)' } })),
  cacheMinutes: minutesField(['exact', 'semantic']),
}

/** Cache fields of steps whose output is not text: only identical requests share an answer. */
export const exactCacheFields = {
  cache: z
    .enum(['off', 'exact'])
    .default('off')
    .meta(layout({ ...LABEL, options: MODES })),
  cacheMinutes: minutesField(['exact']),
}

interface AnswerCacheConfig {
  cache: 'off' | 'exact' | 'semantic'
  cacheMinutes: number
}

/** The cache policy of a request; empty if the cache is off, so that the request has no cache field. */
export function cacheOf({ cache, cacheMinutes }: AnswerCacheConfig): { cache?: CachePolicy } {
  return cache === 'off' ? {} : { cache: { mode: cache, ttlSeconds: cacheMinutes * 60 } }
}
