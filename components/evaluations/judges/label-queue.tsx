'use client'
import { useEffect } from 'react'
import { isTyping } from '@/components/approvals/is-typing'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { FormError } from '@/components/ui/form-error'
import { Kbd } from '@/components/ui/kbd'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import type { ReviewItemView } from '@/lib/contracts/judges'
import { useLabelQueue } from './use-label-queue'

export interface LabelQueueProps {
  evaluation: EvaluationView
  scorer: string
  onClose: () => void
}

/** People label answers without seeing the verdict of the judge, by mouse or by keyboard. */
export function LabelQueue({ evaluation, scorer, onClose }: LabelQueueProps) {
  const queue = useLabelQueue(evaluation.id, scorer)
  const settings = evaluation.scorers.find(({ id }) => id === scorer)
  const criteria =
    settings?.kind === 'criteria'
      ? settings.criteria
      : [t(settings?.kind === 'conversation' ? 'evaluations.conversationQuestion' : 'evaluations.groundednessQuestion')]
  useLabelKeys(queue)
  return (
    <section className="flex max-w-4xl flex-col gap-4" aria-label={t('evaluations.labelAnswers')}>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" icon="arrow-left" onClick={onClose}>
          {t('evaluations.backToResults')}
        </Button>
        <span className="text-muted text-sm tabular-nums" aria-live="polite">
          {t('evaluations.ownLabels', { count: queue.own })}
        </span>
      </div>
      <FormError error={queue.error} />
      {queue.item === undefined ? <SkeletonRows /> : null}
      {queue.item === null ? (
        <EmptyState icon="circle-check" title={t('evaluations.queueEmpty')} text={t('evaluations.queueEmptyText')} />
      ) : null}
      {queue.item ? (
        <>
          <Item item={queue.item} criteria={criteria} />
          <div className="flex flex-wrap items-center gap-2">
            <Button variant="primary" disabled={queue.isBusy} onClick={() => queue.answer(true)}>
              {t('evaluations.labelPass')} <Kbd>1</Kbd>
            </Button>
            <Button disabled={queue.isBusy} onClick={() => queue.answer(false)}>
              {t('evaluations.labelFail')} <Kbd>2</Kbd>
            </Button>
            <Button variant="ghost" disabled={queue.isBusy} onClick={queue.skip}>
              {t('evaluations.labelSkip')} <Kbd>S</Kbd>
            </Button>
            <Button variant="ghost" disabled={queue.isBusy || !queue.canUndo} onClick={queue.undo}>
              {t('evaluations.labelUndo')} <Kbd>U</Kbd>
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}

function Item({ item, criteria }: { item: ReviewItemView; criteria: readonly string[] }) {
  const { input, expected, answer, passages } = item
  return (
    <article className="flex flex-col gap-4 rounded-lg border bg-surface p-4">
      <ul className="list-inside list-disc font-medium text-sm">
        {criteria.map((criterion) => (
          <li key={criterion}>{criterion}</li>
        ))}
      </ul>
      <Part label={t('evaluations.input')} text={input} />
      {expected === '' ? null : <Part label={t('evaluations.expected')} text={expected} />}
      <Part label={t('evaluations.answerToLabel')} text={answer} isMain />
      {passages.length > 0 ? (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">
            {t('evaluations.passages', { count: passages.length })}
          </summary>
          <ol className="mt-2 flex max-h-72 list-decimal flex-col gap-2 overflow-y-auto pl-5">
            {passages.map((passage) => (
              <li key={passage} className="whitespace-pre-wrap break-words">
                {passage}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </article>
  )
}

function Part({ label, text, isMain = false }: { label: string; text: string; isMain?: boolean }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <h3 className="text-muted text-xs">{label}</h3>
      <p
        className={`max-h-96 overflow-y-auto whitespace-pre-wrap break-words text-sm leading-6 ${
          isMain ? 'rounded-md bg-sunken px-3 py-2' : ''
        }`}
      >
        {text || '–'}
      </p>
    </div>
  )
}

function useLabelKeys({ answer, skip, undo }: Pick<ReturnType<typeof useLabelQueue>, 'answer' | 'skip' | 'undo'>) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (isTyping(event) || event.repeat || event.metaKey || event.ctrlKey || event.altKey) return
      const key = event.key.toLowerCase()
      if (key === '1') answer(true)
      if (key === '2') answer(false)
      if (key === 's' || key === 'j') skip()
      if (key === 'u' || key === 'k') undo()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
