import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { WordDiff } from '@/components/ui/word-diff'
import { formatDuration } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { AnswerView, ScoreView } from '@/lib/contracts/experiments'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { metricName, metricText } from '../labels'

export interface AnswerColumnProps {
  name: string
  scorers: readonly ScorerSettings[]
  answer: AnswerView
  repeats: number
  /** The baseline's answer to compare with, or null to show no differences. */
  before: string | null
}

/** One answer with its scores, their reasons, and the passages that the app found. */
export function AnswerColumn({ name, scorers, answer, repeats, before }: AnswerColumnProps) {
  const { text, error, errorRef, latencyMs, runId, isReused, reusedSteps, passages } = answer
  return (
    <section
      aria-label={t('evaluations.answerOf', { name })}
      className="flex min-w-0 flex-col gap-3 rounded-lg border p-3"
    >
      <header className="flex flex-wrap items-center gap-2 text-xs">
        <h3 className="font-semibold text-sm">{name}</h3>
        {repeats > 1 ? (
          <span className="text-muted">{t('evaluations.trial', { number: answer.trial + 1 })}</span>
        ) : null}
        {isReused ? <Badge>{t('evaluations.reusedAnswer')}</Badge> : null}
        {!isReused && reusedSteps > 0 ? <Badge>{t('evaluations.reusedSteps', { count: reusedSteps })}</Badge> : null}
        {latencyMs === null ? null : <span className="text-muted tabular-nums">{formatDuration(latencyMs)}</span>}
        {runId === null ? null : (
          <Link href={`/runs/${runId}`} className="ml-auto text-accent underline-offset-2 hover:underline">
            {t('evaluations.openRun')}
          </Link>
        )}
      </header>
      {error === null ? (
        <p className="whitespace-pre-wrap break-words text-sm leading-6">
          {before === null ? text || '–' : <WordDiff before={before} after={text} side="after" />}
        </p>
      ) : (
        <p className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">{localizeStored(error, errorRef)}</p>
      )}
      <ul className="flex flex-col gap-1.5 border-t pt-3">
        {answer.scores.map((score) => (
          <Score key={score.scorer} score={score} name={metricName(scorers, score.scorer)} />
        ))}
      </ul>
      {passages.length > 0 ? <Passages passages={passages} /> : null}
    </section>
  )
}

function Score({ score, name }: { score: ScoreView; name: string }) {
  const { passed, value, reason, reasonRef, evidence } = score
  return (
    <li className="flex gap-2 text-sm">
      <Icon
        name={passed === null ? 'circle-dashed' : passed ? 'circle-check' : 'circle-x'}
        size={16}
        className={`mt-0.5 shrink-0 ${passed === null ? 'text-faint' : passed ? 'text-success' : 'text-danger'}`}
      />
      <span className="min-w-0">
        <span className="font-medium">{name}</span>{' '}
        <span className="text-muted tabular-nums">
          {value === null ? t('evaluations.noVerdict') : metricText(score.scorer, value)}
        </span>
        <span className="block break-words text-muted text-xs">
          {localizeStored(reason, reasonRef)} {evidence === null ? null : t('evaluations.evidence', { text: evidence })}
        </span>
      </span>
    </li>
  )
}

function Passages({ passages }: Pick<AnswerView, 'passages'>) {
  return (
    <details className="border-t pt-2 text-xs">
      <summary className="cursor-pointer text-muted">{t('evaluations.passages', { count: passages.length })}</summary>
      <ol className="mt-2 flex max-h-64 flex-col gap-2 overflow-y-auto">
        {passages.map(({ documentName, text, isExpected }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: passages are ranked by position.
          <li key={index} className="rounded-md bg-sunken p-2">
            <p className="mb-1 flex items-center gap-2 text-faint">
              {index + 1}. {documentName}
              {isExpected ? <Badge tone="success">{t('evaluations.expectedPassage')}</Badge> : null}
            </p>
            <p className="line-clamp-4 break-words">{text}</p>
          </li>
        ))}
      </ol>
    </details>
  )
}
