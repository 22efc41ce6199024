'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { readRetrieval } from '@/lib/contracts/knowledge-retrieval'
import { listLabQuestions } from '@/lib/contracts/retrieval-lab'
import { type LabConfiguration, type LabRunView, listLabRuns, startLabRun } from '@/lib/contracts/retrieval-lab-runs'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { firstConfigurations } from '../presets'
import { ConfigurationList } from './configuration-list'
import { RunHistory } from './run-history'
import { RunResult } from './run-result'

const POLL_MS = 1_000
/** Polling, because others may start a comparison or keep questions. */
const IDLE_POLL_MS = 15_000
/** Below this number differences are mostly chance. */
const FEW_QUESTIONS = 20
const isOpen = ({ status }: LabRunView) => status === 'queued' || status === 'running'

export interface CompareViewProps {
  knowledgeBaseId: string
  /** Opens the questions. */
  onQuestions: () => void
}

/** Selects configurations, runs all questions against them, and shows the metrics side by side. */
export function CompareView({ knowledgeBaseId, onQuestions }: CompareViewProps) {
  const params = { knowledgeBaseId }
  const questions = useContractQuery(listLabQuestions, {
    params,
    query: { limit: 1 },
    refetchInterval: () => IDLE_POLL_MS,
  })
  const retrieval = useContractQuery(readRetrieval, { params })
  const runs = useContractQuery(listLabRuns, {
    params,
    refetchInterval: (data) => (data?.runs.some(isOpen) ? POLL_MS : IDLE_POLL_MS),
  })
  const failed = [questions, retrieval, runs].find(blockingError)
  if (failed?.error) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />
  if (!questions.data || !retrieval.data || !runs.data) return <SkeletonRows />
  if (questions.data.counts.accepted === 0 && runs.data.runs.length === 0)
    return (
      <EmptyState
        icon="chart-column"
        title={t('lab.compareEmptyTitle')}
        text={
          questions.data.counts.pending > 0
            ? t('lab.compareWaits', { count: questions.data.counts.pending })
            : t('lab.compareEmptyText')
        }
        action={
          <Button variant="primary" onClick={onQuestions}>
            {t('lab.questions')}
          </Button>
        }
      />
    )
  return (
    <Comparison
      knowledgeBaseId={knowledgeBaseId}
      questionCount={questions.data.counts.accepted}
      inUse={retrieval.data.options}
      runs={runs.data.runs}
    />
  )
}

interface ComparisonProps {
  knowledgeBaseId: string
  questionCount: number
  inUse: RetrievalOptions | null
  runs: readonly LabRunView[]
}

function Comparison({ knowledgeBaseId, questionCount, inUse, runs }: ComparisonProps) {
  const client = useQueryClient()
  const [runId, setRunId] = useUrlState('run')
  const [configurations, setConfigurations] = useState<LabConfiguration[]>(
    () => runs[0]?.configurations ?? firstConfigurations(inUse),
  )
  const start = useContractMutation(startLabRun, {
    invalidates: [listLabRuns],
    onSuccess: () => {
      setRunId('')
      toast.success(t('lab.runStarted'))
    },
    onError: (error) => {
      toast.error(error.message)
      // Someone else may have started one or deleted the questions.
      void client.invalidateQueries({ queryKey: allOf(listLabRuns) })
    },
  })
  const shown = runs.find(({ id }) => id === runId) ?? runs[0]
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <section className="flex flex-col gap-3">
        <p className="max-w-3xl text-muted text-sm">{t('lab.compareHint')}</p>
        <ConfigurationList configurations={configurations} onChange={setConfigurations} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            icon="play"
            busy={start.isPending}
            disabled={questionCount === 0 || runs.some(isOpen)}
            onClick={() => start.mutate({ params: { knowledgeBaseId }, body: { configurations } })}
          >
            {t('lab.start')}
          </Button>
          <span className="text-muted text-sm">
            {t('lab.questionsCount', { count: questionCount })} ·{' '}
            {t('lab.startSize', { count: questionCount * configurations.length })}
          </span>
        </div>
        {questionCount < FEW_QUESTIONS ? <p className="text-muted text-xs">{t('lab.few')}</p> : null}
      </section>
      {shown ? <RunResult key={shown.id} knowledgeBaseId={knowledgeBaseId} run={shown} inUse={inUse} /> : null}
      {runs.length > 1 ? <RunHistory runs={runs} shownId={shown?.id ?? ''} onShow={setRunId} /> : null}
    </div>
  )
}
