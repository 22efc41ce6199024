import { z } from 'zod'
import type { CachePolicy } from '@/lib/engine/ports'
import { layout } from '@/lib/graph/field-layout'

/** Fields of every step that asks a language model; off unless somebody turns it on. */
export const answerCacheFields = {
  cache: z
    .enum(['off', 'exact', 'semantic'])
    .default('off')
    .meta(
      layout({
        label: 'Reuse answers',
        input: 'select',
        advanced: true,
        options: {
          off: 'Never',
          exact: 'To the same request',
          semantic: 'Also to a question that means the same (English)',
        },
        help: 'A stored answer costs nothing and comes at once. It is shared by everybody who uses this workspace’s apps.',
      }),
    ),
  cacheMinutes: z
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
        showWhen: { field: 'cache', values: ['exact', 'semantic'] },
      }),
    ),
}

/** Of steps whose answer is no text: only the very same request is the same. */
export const exactCacheFields = {
  cache: z
    .enum(['off', 'exact'])
    .default('off')
    .meta(
      layout({
        label: 'Reuse answers',
        input: 'select',
        advanced: true,
        options: { off: 'Never', exact: 'To the same request' },
        help: 'A stored answer costs nothing and comes at once. It is shared by everybody who uses this workspace’s apps.',
      }),
    ),
  cacheMinutes: z
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
        showWhen: { field: 'cache', values: ['exact'] },
      }),
    ),
}

interface AnswerCacheConfig {
  cache: 'off' | 'exact' | 'semantic'
  cacheMinutes: number
}

/** Nothing when it is off, so that the request says nothing of it. */
export function cacheOf({ cache, cacheMinutes }: AnswerCacheConfig): { cache?: CachePolicy } {
  return cache === 'off' ? {} : { cache: { mode: cache, ttlSeconds: cacheMinutes * 60 } }
}
