'use client'
import { cn } from '@/components/ui/cn'
import { t } from '@/lib/client/messages/t'
import type { Forecast, ForecastValues } from '@/lib/contracts/forecast'
import { useEditorState } from '../state/editor-context'
import { type EstimateKind, estimateText, isUnknown, sourceText } from './estimate-text'

const KINDS: readonly EstimateKind[] = ['tokens', 'cost', 'duration']

/** Expected tokens, cost and time: the total, then by node. */
export function ForecastTable({ forecast }: { forecast: Forecast }) {
  const nodeById = useEditorState((state) => state.nodeById)
  return (
    <section aria-label={t('forecast.title')}>
      <h2 className="font-semibold text-sm">{t('forecast.title')}</h2>
      <p className="mt-0.5 mb-3 text-muted text-xs">{t('forecast.hint')}</p>
      <div className="overflow-x-auto">
        <table className="w-full text-left text-xs tabular-nums">
          <thead className="text-muted">
            <tr>
              <th scope="col" className="pb-1.5 font-medium">
                {t('forecast.node')}
              </th>
              {KINDS.map((kind) => (
                <th key={kind} scope="col" className="pb-1.5 pl-4 font-medium">
                  {t(`forecast.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            <Row name={t('forecast.total')} values={forecast.total} isTotal />
            {forecast.nodes.map((node) => (
              <Row
                key={node.nodeId}
                name={nodeById.get(node.nodeId)?.label ?? node.nodeId}
                times={node.executions ? timesText(node.executions) : ''}
                values={node}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function timesText({ low, high }: { low: number; high: number | null }): string {
  return high === null || high === low ? t('forecast.times', { count: low }) : t('forecast.timesRange', { low, high })
}

interface RowProps {
  name: string
  times?: string
  values: ForecastValues
  isTotal?: boolean
}

function Row({ name, times = '', values, isTotal = false }: RowProps) {
  return (
    <tr data-forecast-row={name} className={cn('align-top', isTotal && 'font-semibold')}>
      <th scope="row" className="max-w-44 truncate py-1.5 font-medium">
        {name}
        {times === '' ? null : <span className="ml-1.5 font-normal text-muted">{times}</span>}
      </th>
      {KINDS.map((kind) => (
        <td key={kind} className="py-1.5 pl-4">
          <span className="block">{estimateText(values[kind], kind)}</span>
          {isUnknown(values[kind]) ? null : (
            <span className="block font-normal text-2xs text-muted">{sourceText(values[kind].source)}</span>
          )}
        </td>
      ))}
    </tr>
  )
}
