'use client'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { useModelRules } from '@/lib/client/use-model-rules'
import { listModels } from '@/lib/contracts/models'
import { isJsonObject, textOf } from '../json-values'
import type { ModelFieldProps } from './model-field'
import { groupModels, keyOf } from './model-groups'

const BUILT_IN = keyOf('builtin', 'all-MiniLM-L6-v2')

const WORDS = {
  rerank: { builtIn: 'canvas.rerankBuiltIn', hint: 'canvas.rerankBuiltInHint', none: 'canvas.noRerankModel' },
  embed: { builtIn: 'canvas.embedBuiltIn', hint: 'canvas.embedBuiltInHint', none: 'canvas.noEmbedModel' },
} as const

/** A model of the workspace that does something else than chat, or the built-in embeddings. */
export function AbilityModelField({
  ability,
  value,
  onChange,
  control,
}: ModelFieldProps & { ability: keyof typeof WORDS }) {
  const words = WORDS[ability]
  const query = useContractQuery(listModels, { staleTime: 30_000 })
  const rules = useModelRules()
  const models = (query.data?.models ?? []).filter(
    (model) => model.ability === ability && model.connection !== 'builtin',
  )
  const current = isJsonObject(value) ? keyOf(textOf(value.connection), textOf(value.model)) : BUILT_IN
  const isKnown = current === BUILT_IN || models.some(({ connection, model }) => keyOf(connection, model) === current)
  const missing = isKnown
    ? []
    : [{ value: current, label: t('canvas.unknownModel', { model: current.split(' ')[1] ?? '' }) }]
  return (
    <>
      <Select
        {...control}
        value={current}
        onValueChange={(key) => {
          const [connection = 'builtin', ...model] = key.split(' ')
          onChange({ connection, model: model.join(' ') })
        }}
        options={[{ value: BUILT_IN, label: t(words.builtIn), description: t(words.hint) }, ...missing]}
        groups={groupModels(models, rules)}
      />
      {models.length > 0 || query.isPending ? null : <p className="text-muted text-xs">{t(words.none)}</p>}
    </>
  )
}
