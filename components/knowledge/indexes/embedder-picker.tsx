'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type EmbedderOption, listEmbedders, type RebuildPlan } from '@/lib/contracts/knowledge-indexes'
import { languagesLabel } from './index-card'

export interface EmbedderPickerProps {
  plan: RebuildPlan
  onChange: (plan: RebuildPlan) => void
}

/** All embedding models of the workspace, with price, dimensions and languages. */
export function EmbedderPicker({ plan, onChange }: EmbedderPickerProps) {
  const known = useContractQuery(listEmbedders)
  const options = known.data?.embedders ?? []
  const selected = options.find(({ embedder }) => isSame(embedder, plan.embedder))
  const groups = [...new Set(options.map(({ connectionName }) => connectionName))].map((label) => ({
    label,
    options: options
      .filter(({ connectionName }) => connectionName === label)
      .map((option) => ({ value: keyOf(option.embedder), label: option.name, description: factsOf(option) })),
  }))
  function choose(key: string) {
    const option = options.find(({ embedder }) => keyOf(embedder) === key)
    if (option) onChange({ ...plan, embedder: option.embedder, languages: option.languages })
  }
  const isFixed = plan.embedder.connection === 'builtin'
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('indexing.embedder')} hint={selected ? factsOf(selected) : undefined}>
        {(control) => (
          <Select
            {...control}
            value={selected ? keyOf(selected.embedder) : undefined}
            onValueChange={choose}
            groups={groups}
            placeholder={plan.embedder.model}
          />
        )}
      </Field>
      <Field label={t('indexing.languages')}>
        {(control) => (
          <Select
            {...control}
            value={plan.languages ? 'some' : 'all'}
            onValueChange={(value) =>
              onChange({ ...plan, languages: value === 'all' ? null : (selected?.languages ?? ['en']) })
            }
            disabled={isFixed}
            options={[
              { value: 'all', label: t('indexing.allLanguages') },
              { value: 'some', label: languagesLabel(plan.languages ?? selected?.languages ?? ['en']) },
            ]}
          />
        )}
      </Field>
    </div>
  )
}

const keyOf = ({ connection, model }: RebuildPlan['embedder']) => JSON.stringify([connection, model])

function isSame(a: RebuildPlan['embedder'], b: RebuildPlan['embedder']): boolean {
  return a.connection === 'builtin' ? b.connection === 'builtin' : keyOf(a) === keyOf(b)
}

function factsOf({ dims, languages, microsPerMillion }: EmbedderOption): string {
  const cost =
    microsPerMillion === null
      ? t('indexing.costUnknown')
      : microsPerMillion === 0
        ? t('indexing.costFree')
        : t('indexing.perMillion', { cost: formatCost(microsPerMillion) })
  const width = dims === null ? t('indexing.dimsUnknown') : t('indexing.dims', { dims: formatCount(dims) })
  return [cost, width, languagesLabel(languages)].join(' · ')
}
