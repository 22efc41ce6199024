import { type MessageKey, t } from '@/lib/client/messages/t'
import type { LabConfiguration } from '@/lib/contracts/retrieval-lab-runs'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'

export interface Preset {
  name: MessageKey & `lab.preset${string}`
  /** Derived from the current options of the base. */
  change: (options: RetrievalOptions) => RetrievalOptions
}

/** Common variations, each one step away from the current settings. */
export const PRESETS: readonly Preset[] = [
  { name: 'lab.presetDense', change: (it) => ({ ...it, search: { ...it.search, mode: 'dense' } }) },
  { name: 'lab.presetLexical', change: (it) => ({ ...it, search: { ...it.search, mode: 'lexical' } }) },
  {
    name: 'lab.presetRrf',
    change: (it) => ({ ...it, search: { ...it.search, mode: 'hybrid', fusion: 'rrf' } }),
  },
  { name: 'lab.presetNoRerank', change: (it) => ({ ...it, rerank: { ...it.rerank, by: 'none' } }) },
  { name: 'lab.presetFewer', change: (it) => ({ ...it, limit: 5 }) },
  { name: 'lab.presetMore', change: (it) => ({ ...it, limit: 20 }) },
  { name: 'lab.presetDiversity', change: (it) => ({ ...it, result: { ...it.result, diversity: 0.3 } }) },
  { name: 'lab.presetVariants', change: (it) => ({ ...it, question: { ...it.question, wordings: 3 } }) },
  { name: 'lab.presetHyde', change: (it) => ({ ...it, question: { ...it.question, hypothetical: true } }) },
  { name: 'lab.presetChat', change: (it) => ({ ...it, rerank: { ...it.rerank, by: 'chat' } }) },
  { name: 'lab.presetRerank', change: (it) => ({ ...it, rerank: { ...it.rerank, by: 'model' } }) },
]

/** Default comparison. It needs no model besides the embedding model. */
export function firstConfigurations(inUse: RetrievalOptions | null): LabConfiguration[] {
  const options = inUse ?? RetrievalOptions.parse({})
  const [dense, lexical] = PRESETS
  return [
    { name: t('lab.asIs'), options },
    ...[dense, lexical].flatMap((preset) =>
      preset ? [{ name: t(preset.name), options: preset.change(options) }] : [],
    ),
  ]
}

/** The name, numbered if it is taken. */
export function freeName(name: string, used: readonly { name: string }[]): string {
  const nameExists = (wanted: string) => used.some((other) => other.name.toLowerCase() === wanted.toLowerCase())
  if (!nameExists(name)) return name
  for (let number = 2; ; number += 1) if (!nameExists(`${name} ${number}`)) return `${name} ${number}`
}
