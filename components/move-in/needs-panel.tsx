'use client'
import { useEffect } from 'react'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listKnowledgeBases } from '@/lib/contracts/knowledge'
import { listModels } from '@/lib/contracts/models'
import type { Json } from '@/lib/core/json'
import type { ReportNeed } from '@/lib/import/report-needs'

const LATER = '-'

interface NeedsPanelProps {
  needs: readonly ReportNeed[]
  choices: ReadonlyMap<string, Json>
  onChoices: (choices: ReadonlyMap<string, Json>) => void
}

interface Option {
  value: string
  label: string
  choice: Json
}

/** One list for all files: models and knowledge bases that the flows name, and what to use here instead. */
export function NeedsPanel({ needs, choices, onChoices }: NeedsPanelProps) {
  const rows = [...new Map(needs.map((need) => [need.key, need])).values()]
  const models = useContractQuery(listModels, { enabled: rows.some(({ kind }) => kind === 'model') })
  const bases = useContractQuery(listKnowledgeBases, { enabled: rows.some(({ kind }) => kind === 'knowledge') })
  const options: Record<ReportNeed['kind'], Option[]> = {
    model: (models.data?.models ?? [])
      .filter(({ ability }) => ability === 'chat')
      .map(({ connection, connectionName, model, label }) => ({
        value: `${connection} ${model}`,
        label: `${label} · ${connectionName}`,
        choice: { connection, model },
      })),
    knowledge: (bases.data?.knowledgeBases ?? []).map(({ id, name }) => ({ value: id, label: name, choice: id })),
  }
  useSameNames(rows, options, { choices, onChoices })
  if (rows.length === 0) return null
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('moveIn.needs')}</CardTitle>
      </CardHeader>
      <ul className="divide-y">
        {rows.map(({ key, kind, name }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5">
            <Icon name={kind === 'model' ? 'brain' : 'book-open'} size={15} className="text-muted" />
            <span className="min-w-0 flex-[1_1_10rem] text-sm">
              <span className="block truncate">{name}</span>
              <span className="block truncate text-muted text-xs">{t(`appFile.kind-${kind}`)}</span>
            </span>
            <Select
              aria-label={t('appFile.replacement', { name })}
              size="sm"
              className="w-full sm:w-60"
              value={optionOf(choices.get(key), options[kind])}
              onValueChange={(value) => onChoices(withChoice(choices, key, { value, options: options[kind] }))}
              options={[
                { value: LATER, label: t(kind === 'model' ? 'canvas.defaultModel' : 'appFile.later') },
                ...options[kind],
              ]}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

const optionOf = (choice: Json | undefined, options: readonly Option[]) =>
  options.find((option) => JSON.stringify(option.choice) === JSON.stringify(choice))?.value ?? LATER

function withChoice(
  choices: ReadonlyMap<string, Json>,
  key: string,
  { value, options }: { value: string; options: readonly Option[] },
): ReadonlyMap<string, Json> {
  const others = [...choices].filter(([other]) => other !== key)
  const selected = options.find((option) => option.value === value)
  return new Map(selected ? [...others, [key, selected.choice]] : others)
}

/** A model with the same name is selected at first. */
function useSameNames(
  rows: readonly ReportNeed[],
  options: Record<ReportNeed['kind'], Option[]>,
  { choices, onChoices }: Omit<NeedsPanelProps, 'needs'>,
): void {
  const found = rows.flatMap(({ key, kind, name }): [string, Json][] => {
    const same = kind === 'model' ? options.model.find(({ value }) => value.endsWith(` ${name}`)) : undefined
    return same && !choices.has(key) ? [[key, same.choice]] : []
  })
  const signature = found.map(([key]) => key).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a suggestion is made once, when a name is first found.
  useEffect(() => {
    if (signature !== '') onChoices(new Map([...choices, ...found]))
  }, [signature])
}
