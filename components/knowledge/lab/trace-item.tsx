import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { LabTrace } from '@/lib/contracts/retrieval-lab-explain'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { adviceText, channelsText, verdictText } from './trace-text'

/** An expected passage with its verdict, its ranks in each step, and advice. */
export function TraceItem({ trace, options }: { trace: LabTrace; options: RetrievalOptions }) {
  const isFound = trace.verdict === 'found'
  const title = trace.chunk?.documentName ?? trace.expected.documentName
  return (
    <li className="flex flex-col gap-2 rounded-lg border bg-surface p-3">
      <div className="flex items-start gap-2">
        <Icon
          name={isFound ? 'circle-check' : 'circle-x'}
          size={16}
          className={isFound ? 'mt-0.5 text-success' : 'mt-0.5 text-danger'}
        />
        <div className="min-w-0 flex-1">
          <p className="break-words text-sm">
            {trace.chunk ? `${channelsText(trace)} ` : ''}
            {verdictText(trace, options)}
          </p>
          {trace.advice.length > 0 ? (
            <ul className="mt-1 flex flex-col gap-0.5 text-info text-sm">
              {trace.advice.map((advice) => (
                <li key={advice.kind} className="flex items-start gap-1.5">
                  <Icon name="info" size={14} className="mt-0.75 shrink-0" />
                  <span>{adviceText(advice)}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
      {trace.chunk ? <Steps trace={trace} /> : null}
      <blockquote className="border-line-strong border-l-2 pl-3 text-muted text-xs">
        {title === '' ? null : <span className="block truncate text-info">{title}</span>}
        <span className="line-clamp-3 break-words">
          {trace.chunk?.text || trace.expected.quote || t('lab.documentWhole')}
        </span>
      </blockquote>
    </li>
  )
}

/** The steps of the search. */
function Steps({ trace }: { trace: LabTrace }) {
  const steps: [string, number | null, string | null][] = [
    [t('knowledge.vectorRank'), trace.vectorRank, trace.similarity === null ? null : trace.similarity.toFixed(2)],
    [t('knowledge.keywordRank'), trace.keywordRank, trace.wordScore.toFixed(1)],
    [t('knowledge.fusedScore'), trace.fusedRank, null],
    [t('lab.reranked'), trace.orderRank, null],
    [t('lab.given'), trace.place, null],
  ]
  return (
    <ol className="flex flex-wrap items-center gap-1.5">
      {steps.map(([label, rank, detail]) => (
        <li key={label}>
          <Badge tone={rank === null ? 'neutral' : 'outline'}>
            {label}
            <span className="tabular-nums">{rank === null ? t('knowledge.notInList') : `#${rank}`}</span>
            {detail === null ? null : <span className="font-normal text-faint tabular-nums">{detail}</span>}
          </Badge>
        </li>
      ))}
    </ol>
  )
}
