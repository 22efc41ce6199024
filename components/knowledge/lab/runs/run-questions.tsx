'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getLabRun, type LabResultRow, type LabRunView, RESULTS_PER_PAGE } from '@/lib/contracts/retrieval-lab-runs'
import { ExplainDialog } from '../explain-dialog'

const SHOW = ['all', 'missed', 'differ'] as const
type Show = (typeof SHOW)[number]
const SHOW_LABELS = {
  all: 'lab.showAll',
  missed: 'lab.missed',
  differ: 'lab.showDiffer',
} as const satisfies Record<Show, MessageKey>
const MAX_SHOWN = 200

/** The results of each configuration by question, worst first. */
export function RunQuestions({ knowledgeBaseId, run }: { knowledgeBaseId: string; run: LabRunView }) {
  const [show, setShow] = useState<Show>('all')
  const [limit, setLimit] = useState(RESULTS_PER_PAGE)
  const [opened, setOpened] = useState<LabResultRow | null>(null)
  const found = useContractQuery(getLabRun, {
    params: { knowledgeBaseId, labRunId: run.id },
    query: { show, limit },
    keepPrevious: true,
  })
  return (
    <section className="mt-3 flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-sm">{t('lab.results')}</h3>
        <Choice
          className="w-52"
          label={t('lab.results')}
          values={SHOW}
          labelOf={(value) => t(SHOW_LABELS[value])}
          value={show}
          onSelect={setShow}
        />
      </div>
      {found.error ? (
        <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <SkeletonRows count={4} />
      ) : found.data.results.length === 0 ? (
        <EmptyState compact icon="check" title={t('common.nothingFound')} text={t('lab.resultsEmpty')} />
      ) : (
        <>
          <ul className="divide-y rounded-lg border bg-surface">
            {found.data.results.map((row) => (
              <QuestionResult key={row.questionId} row={row} run={run} onOpen={() => setOpened(row)} />
            ))}
          </ul>
          {found.data.results.length < found.data.total && limit < MAX_SHOWN ? (
            <Button size="sm" className="self-center" busy={found.isFetching} onClick={() => setLimit(MAX_SHOWN)}>
              {t('indexing.showMore')}
            </Button>
          ) : null}
        </>
      )}
      {opened ? (
        <ExplainDialog
          knowledgeBaseId={knowledgeBaseId}
          question={{ id: opened.questionId, text: opened.question }}
          configurations={run.configurations}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </section>
  )
}

function QuestionResult({ row, run, onOpen }: { row: LabResultRow; run: LabRunView; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full flex-col gap-1.5 px-3 py-2.5 text-left hover:bg-hover"
      >
        <span className="break-words text-sm">{row.question}</span>
        <PlaceMarks row={row} run={run} />
      </button>
    </li>
  )
}

function PlaceMarks({ row, run }: { row: LabResultRow; run: LabRunView }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {run.configurations.map(({ name }, index) => {
        const answer = row.answers[index]
        if (!answer) return null
        const place = bestPlace(answer.places)
        const isFound = answer.places.length === 0 ? answer.answerFound === true : place !== null
        return (
          <span
            key={name}
            className={cn(
              'flex max-w-full items-center gap-1.5 rounded-sm px-1.5 py-0.5 text-xs',
              isFound ? 'bg-success-soft text-success' : 'bg-danger-soft text-danger',
            )}
          >
            <span className="truncate">{name}</span>
            <span className="font-medium tabular-nums">
              {answer.error === null ? placeText(place, isFound) : localizeStored(answer.error, answer.errorRef)}
            </span>
          </span>
        )
      })}
    </span>
  )
}

function bestPlace(places: readonly (number | null)[]): number | null {
  const found = places.filter((place) => place !== null)
  return found.length === 0 ? null : Math.min(...found)
}

function placeText(place: number | null, isFound: boolean): string {
  if (place !== null) return t('lab.rank', { place })
  return t(isFound ? 'lab.found' : 'lab.noPlace')
}
