'use client'
import Link from 'next/link'
import { Select } from '@/components/ui/select'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { useModelRules } from '@/lib/client/use-model-rules'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import { isJsonObject, textOf } from '../json-values'
import type { ModelFieldProps } from './model-field'
import { groupModels, keyOf } from './model-groups'

type OtherAbility = Exclude<ModelOption['ability'], 'chat'>

const BUILT_IN = keyOf('builtin', 'all-MiniLM-L6-v2')

const WORDS = {
  rerank: {
    builtIn: { label: 'canvas.rerankBuiltIn', hint: 'canvas.rerankBuiltInHint' },
    none: 'canvas.noRerankModel',
  },
  embed: { builtIn: { label: 'canvas.embedBuiltIn', hint: 'canvas.embedBuiltInHint' }, none: 'canvas.noEmbedModel' },
  transcribe: { builtIn: null, none: 'canvas.noTranscribeModel' },
  speak: { builtIn: null, none: 'canvas.noSpeakModel' },
  image: { builtIn: null, none: 'canvas.noImageModel' },
} as const satisfies Readonly<Record<OtherAbility, object>>

/** A model of the workspace that does something else than chat, a route of such models, or what is built in. */
export function AbilityModelField({ ability, value, onChange, control }: ModelFieldProps & { ability: OtherAbility }) {
  const { builtIn, none } = WORDS[ability]
  const query = useContractQuery(listModels, { staleTime: 30_000 })
  const rules = useModelRules()
  const models = (query.data?.models ?? []).filter(
    (model) => model.ability === ability && model.connection !== 'builtin',
  )
  const first = builtIn ? BUILT_IN : keyOf('', '')
  const current = isJsonObject(value) ? keyOf(textOf(value.connection), textOf(value.model)) : first
  const isKnown = current === first || models.some(({ connection, model }) => keyOf(connection, model) === current)
  const missing = isKnown
    ? []
    : [{ value: current, label: t('canvas.unknownModel', { model: current.split(' ')[1] ?? '' }) }]
  return (
    <>
      <Select
        {...control}
        value={current}
        onValueChange={(key) => {
          const [connection = '', ...model] = key.split(' ')
          onChange({ connection, model: model.join(' ') })
        }}
        options={[
          builtIn
            ? { value: BUILT_IN, label: t(builtIn.label), description: t(builtIn.hint) }
            : { value: first, label: t('canvas.chooseModel') },
          ...missing,
        ]}
        groups={groupModels(models, rules)}
      />
      {models.length > 0 || query.isPending ? null : (
        <p className="text-muted text-xs">
          {spaced(t(none))}
          <Link href="/models" className="text-accent underline">
            {t('canvas.connectModel')}
          </Link>
        </p>
      )}
    </>
  )
}
