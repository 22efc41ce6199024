'use client'
import { formatCost } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels, type ModelOption } from '@/lib/contracts/models'
import type { Usage } from '@/lib/engine/events'
import { modelName } from './model-name'
import { TraceSection } from './trace-values'

/** The model calls of a step, with tokens and cost. */
export function ModelUse({ usage }: { usage: readonly Usage[] }) {
  if (usage.length === 0) return null
  return <UsageLines usage={usage} />
}

const NO_MODELS: readonly ModelOption[] = []

function UsageLines({ usage }: { usage: readonly Usage[] }) {
  const models = useContractQuery(listModels, { staleTime: 60_000 }).data?.models ?? NO_MODELS
  return (
    <TraceSection title={t('runs.usage')}>
      <ul className="divide-y rounded-md border text-xs">
        {usage.map((use, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is append-only.
          <li key={index} className="flex flex-wrap justify-between gap-x-3 px-3 py-1.5">
            <span className="min-w-0 truncate" title={use.model}>
              {modelName(use.model, models)}
            </span>
            <span className="text-muted tabular-nums">
              {t('runs.tokensInOut', { input: use.inputTokens, output: use.outputTokens })}
              {use.estimated ? ` (${t('runs.estimated')})` : ''}
              {' · '}
              {use.costMicros === null ? t('runs.costUnknown') : formatCost(use.costMicros)}
            </span>
          </li>
        ))}
      </ul>
    </TraceSection>
  )
}
