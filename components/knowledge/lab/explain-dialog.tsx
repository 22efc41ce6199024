'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Choice } from '@/components/ui/choice'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatDuration } from '@/lib/client/format/format'
import { request } from '@/lib/client/http/request'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { ResponseOf } from '@/lib/contracts/contract'
import { explainSearch } from '@/lib/contracts/retrieval-lab-explain'
import type { LabConfiguration } from '@/lib/contracts/retrieval-lab-runs'
import type { AppError } from '@/lib/core/app-error'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { ChoosePassages } from './questions/choose-passages'
import { TraceItem } from './trace-item'

export interface ExplainDialogProps {
  knowledgeBaseId: string
  question: { id: string; text: string }
  configurations: readonly LabConfiguration[]
  onClose: () => void
}

/** Repeats the search and shows the results, the expected passages, and why any were missed. */
export function ExplainDialog({ knowledgeBaseId, question, configurations, onClose }: ExplainDialogProps) {
  const names = configurations.map(({ name }) => name)
  const [name, setName] = useState(names[0] ?? '')
  const options = configurations.find((configuration) => configuration.name === name)?.options
  const params = { knowledgeBaseId, labQuestionId: question.id }
  const found = useQuery<ResponseOf<typeof explainSearch>, AppError>({
    queryKey: [...queryKey(explainSearch, { params }), options],
    queryFn: ({ signal }) => request(explainSearch, { params, body: { options: options ?? {} }, signal }),
    retry: false,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={question.text} size="xl">
        <div className="flex min-w-0 flex-col gap-4">
          {names.length > 1 ? (
            <Choice
              className="w-full sm:w-72"
              label={t('lab.configurations')}
              values={names}
              labelOf={(value) => value}
              value={name}
              onSelect={setName}
            />
          ) : null}
          {found.error ? (
            <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
          ) : !found.data || !options ? (
            <SkeletonRows count={4} />
          ) : (
            <Explanation data={found.data} options={options}>
              <ChoosePassages
                knowledgeBaseId={knowledgeBaseId}
                question={question}
                onDone={() => void found.refetch()}
              />
            </Explanation>
          )}
        </div>
      </DialogContent>
    </Dialog>
  )
}

type Explained = ResponseOf<typeof explainSearch>

interface ExplanationProps {
  data: Explained
  options: RetrievalOptions
  /** Advice if no passage is expected. */
  children: ReactNode
}

function Explanation({ data, options, children }: ExplanationProps) {
  const { hint, hintRef, answerFound, traces, last, durationMs } = data
  return (
    <>
      {hint ? <p className="text-info text-sm">{localizeStored(hint, hintRef)}</p> : null}
      <Section title={t('lab.expected')}>
        {answerFound === null ? null : (
          <Badge className="self-start" tone={answerFound ? 'success' : 'danger'}>
            {answerFound ? t('lab.found') : t('lab.answerNotFound')}
          </Badge>
        )}
        {traces.length === 0 ? (
          <>
            <p className="text-muted text-sm">{t('lab.noneExpected')}</p>
            {children}
          </>
        ) : null}
        <ul className="flex flex-col gap-2">
          {traces.map((trace, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one entry per expected passage.
            <TraceItem key={index} trace={trace} options={options} />
          ))}
        </ul>
      </Section>
      {last && traces.some(({ verdict }) => verdict !== 'found') ? (
        <Section title={t('lab.pushedOut', { place: last.place })}>
          <Last last={last} />
        </Section>
      ) : null}
      <Section title={t('lab.wasFound', { duration: formatDuration(durationMs) })}>
        <Given data={data} />
      </Section>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-medium text-sm">{title}</h3>
      {children}
    </section>
  )
}

function Last({ last }: { last: NonNullable<Explained['last']> }) {
  const rank = (value: number | null) => (value === null ? t('knowledge.notInList') : `#${value}`)
  return (
    <div className="flex flex-col gap-1.5 rounded-lg border bg-surface p-3 text-sm">
      <p className="truncate text-info text-xs">{last.documentName}</p>
      <p className="line-clamp-2 break-words">{last.text}</p>
      <p className="flex flex-wrap gap-1.5">
        <Badge tone="outline">{`${t('knowledge.vectorRank')} ${rank(last.vectorRank)}`}</Badge>
        <Badge tone="outline">{`${t('knowledge.keywordRank')} ${rank(last.keywordRank)}`}</Badge>
        <Badge tone="outline">{`${t('knowledge.fusedScore')} ${rank(last.fusedRank)}`}</Badge>
        <Badge tone="outline">{`${t('lab.score')} ${last.score.toFixed(2)}`}</Badge>
      </p>
    </div>
  )
}

function Given({ data }: { data: Explained }) {
  if (data.given.length === 0)
    return (
      <p className="text-muted text-sm">
        {data.reason ? localizeStored(data.reason, data.reasonRef) : t('knowledge.noHitsText')}
      </p>
    )
  return (
    <ol className="divide-y rounded-lg border bg-surface">
      {data.given.map((passage, index) => (
        <li
          key={passage.chunkId}
          className={cn(
            'grid grid-cols-[1.5rem_minmax(0,1fr)] gap-2 px-3 py-2 text-sm',
            passage.holds.length > 0 && 'bg-success-soft',
          )}
        >
          <span className="text-faint tabular-nums">{index + 1}</span>
          <span className="min-w-0">
            <span className="block truncate text-info text-xs">
              {[passage.documentName, ...passage.headings].join(' › ')}
            </span>
            <span className="line-clamp-2 break-words">{passage.text}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
