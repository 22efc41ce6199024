'use client'
import Link from 'next/link'
import { memo, useMemo } from 'react'
import { Markdown } from '@/components/chat/markdown'
import { SourceList } from '@/components/chat/source-list'
import { RateButtons } from '@/components/feedback/rate-buttons'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { Spinner } from '@/components/ui/spinner'
import { formatDuration } from '@/lib/client/format/format'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { type Citation, citationsOf } from '@/lib/core/citations'
import { asFileRefs } from '@/lib/core/file-ref'
import { isQuoted } from '@/lib/engine/quoted-answer'
import { AddToLabButton } from '../add-to-lab-button'
import { openPendingInputs } from '../open-pending-inputs'
import { PartNote } from '../part-note'
import { RunPendingInputs } from '../pending-inputs'
import { ReusedResultsNote } from '../reused-results-note'
import type { RunRecord } from '../run-store'
import { ValueBlock } from '../values/value-block'
import { answerOf } from './answer-of'
import { MissingTools } from './missing-tools'
import { RunFailureNote } from './run-failure-note'
import { TruncatedNote } from './truncated-note'

export interface RunTurnProps {
  record: RunRecord
  appId: string
  onCite: (citation: Citation) => void
  onShowNode: (nodeId: string) => void
  onRetry: (() => void) | null
  onRunDraft: (() => void) | null
  labelOf: (nodeId: string) => string
}

/** One question with its answer, or form values with their results. */
export const RunTurn = memo(function RunTurn(props: RunTurnProps) {
  useLocale()
  const { record, appId, onCite, onShowNode, onRetry, onRunDraft, labelOf } = props
  const { message, run, isActive } = record
  const answer = answerOf(record)
  const citations = useMemo(() => citationsOf(run.outputs), [run.outputs])
  const error = record.failure ?? run.error
  return (
    <article className="flex flex-col gap-3">
      {message === null ? null : (
        <p className="ml-auto max-w-[85%] whitespace-pre-wrap break-words rounded-xl rounded-br-sm bg-pressed px-3.5 py-2 text-base">
          {message}
        </p>
      )}
      {record.part ? <PartNote part={record.part} labelOf={labelOf} /> : null}
      {record.source ? <ReusedResultsNote source={record.source} labelOf={labelOf} /> : null}
      <div aria-live="polite" aria-busy={isActive} className="group/turn max-w-full">
        {(answer === '' || run.status === 'paused') && isActive ? <Waiting record={record} /> : null}
        {answer === '' ? null : (
          <div className="text-base leading-6">
            <Markdown text={answer} citations={citations} onCite={onCite} />
          </div>
        )}
        <TruncatedNote nodes={record.answerNodes.map((id) => run.nodes[id])} />
        {isActive ? null : <SourceList citations={citations} onOpen={onCite} />}
        <OtherOutputs record={record} labelOf={labelOf} />
        <MissingTools run={run} labelOf={labelOf} onShowNode={onShowNode} onRunAgain={onRunDraft ?? onRetry} />
        {error && !isActive ? (
          <RunFailureNote error={error} onShowNode={onShowNode} onRetry={onRetry} onRunDraft={onRunDraft} />
        ) : null}
        {isActive ? null : (
          <TurnFooter
            record={record}
            appId={appId}
            answer={answer}
            hasQuotes={isQuoted(modelsOf(record))}
            hasPassages={citations.length > 0}
          />
        )}
      </div>
    </article>
  )
})

function Waiting({ record }: { record: RunRecord }) {
  const pendingInputs = openPendingInputs(Object.values(record.run.nodes))
  if (record.run.status === 'paused' || pendingInputs.length > 0)
    return <RunPendingInputs runId={record.runId} pendingInputs={pendingInputs} />
  const running = Object.values(record.run.nodes).filter((node) => node.status === 'running').length
  return (
    <p className="flex items-center gap-2 text-muted text-sm">
      <Spinner size={14} />
      {running > 0 ? t('runPanel.working', { count: running }) : t('runPanel.starting')}
    </p>
  )
}

/** Values other than the answer text: form results, and outputs of an app without an Answer node. */
function OtherOutputs({ record, labelOf }: Pick<RunTurnProps, 'record' | 'labelOf'>) {
  const { outputs } = record.run
  if (!outputs) return null
  const others = Object.entries(outputs).filter(([name]) => !['text', 'citations', 'documents'].includes(name))
  return others.map(([name, value]) => (
    <div key={name} className="mt-2">
      <ValueBlock value={value} {...(asFileRefs(value) ? {} : { name: record.part ? labelOf(name) : name })} />
    </div>
  ))
}

/** The models that the nodes of the answer called. */
function modelsOf({ run, answerNodes }: RunRecord): string[] {
  return answerNodes.flatMap((id) => run.nodes[id]?.usage.map(({ model }) => model) ?? [])
}

interface FooterProps extends Pick<RunTurnProps, 'record' | 'appId'> {
  answer: string
  hasQuotes: boolean
  /** Whether the answer has citations. */
  hasPassages: boolean
}

function TurnFooter({ record, appId, answer, hasQuotes, hasPassages }: FooterProps) {
  const { durationMs, totals } = record.run
  const tokens = totals.inputTokens + totals.outputTokens
  return (
    <footer className="mt-1.5 flex min-h-6 flex-wrap items-center gap-x-2.5 gap-y-1 text-2xs text-muted tabular-nums">
      {hasQuotes ? <Badge>{t('runPanel.extractive')}</Badge> : null}
      {durationMs === null ? null : <span>{formatDuration(durationMs)}</span>}
      {tokens > 0 ? <span>{t('runPanel.tokenCount', { count: tokens })}</span> : null}
      {totals.costMicros > 0 ? <span>{runCostText(totals)}</span> : null}
      {totals.costMicros === 0 && totals.hasUnknownCost ? <span>{t('runs.unknownCost')}</span> : null}
      {record.runId === null ? null : (
        <Link
          href={`/apps/${appId}/runs/${record.runId}`}
          className="underline-offset-2 hover:text-ink hover:underline"
        >
          {t('runs.openTimeTravel')}
        </Link>
      )}
      {answer === '' || record.runId === null ? null : <RateButtons runId={record.runId} />}
      {hasPassages && record.runId !== null ? <AddToLabButton compact runId={record.runId} /> : null}
      {answer === '' ? null : (
        <CopyButton text={answer} className="opacity-0 focus-visible:opacity-100 group-hover/turn:opacity-100" />
      )}
    </footer>
  )
}
