'use client'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { ModelFieldProps } from './model-field-props'
import { keyOf } from './model-groups'
import { WorkspaceModelSelect } from './workspace-model-select'

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

/** A model for an ability other than chat, a route of such models, or the built-in one. */
export function AbilityModelField({ ability, ...props }: ModelFieldProps & { ability: OtherAbility }) {
  const { builtIn, none } = WORDS[ability]
  const { data, isPending } = useContractQuery(listModels, { staleTime: 30_000 })
  const models = (data?.models ?? []).filter((model) => model.ability === ability && model.connection !== 'builtin')
  return (
    <WorkspaceModelSelect
      {...props}
      models={models}
      first={
        builtIn
          ? { value: BUILT_IN, label: t(builtIn.label), description: t(builtIn.hint) }
          : { value: keyOf('', ''), label: t('canvas.chooseModel') }
      }
      missing={models.length > 0 || isPending ? null : t(none)}
    />
  )
}
