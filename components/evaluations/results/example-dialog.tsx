'use client'
import { type KeyboardEvent, useState } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import type { ExampleResult, ExperimentView } from '@/lib/contracts/experiments'
import { variantNames } from '../labels'
import { AnswerColumn } from './answer-column'
import { ChangeBadge } from './change-badge'

export interface ExampleDialogProps {
  experiment: ExperimentView
  result: ExampleResult
  onMove: (step: 1 | -1) => void
  onClose: () => void
}

/** An example with the answers of all variants side by side. `J` and `K` move, `D` toggles the differences. */
export function ExampleDialog({ experiment, result, onMove, onClose }: ExampleDialogProps) {
  const [showsDiff, setDiff] = useState(experiment.variants.length > 1)
  const names = variantNames(experiment)
  const first = result.answers.find(({ variant, trial }) => variant === 0 && trial === 0)
  function onKeyDown({ key }: KeyboardEvent) {
    if (key === 'j') onMove(1)
    if (key === 'k') onMove(-1)
    if (key === 'd') setDiff((shows) => !shows)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="xl"
        onKeyDown={onKeyDown}
        title={
          <span className="flex flex-wrap items-center gap-2">
            {t('evaluations.example')}
            <ChangeBadge change={result.change} />
            <IconButton size="sm" icon="chevron-left" label={t('evaluations.previous')} onClick={() => onMove(-1)} />
            <IconButton size="sm" icon="chevron-right" label={t('evaluations.next')} onClick={() => onMove(1)} />
          </span>
        }
      >
        <dl className="mb-4 grid gap-x-4 gap-y-2 text-sm sm:grid-cols-2">
          <div>
            <dt className="text-faint text-xs">{t('evaluations.input')}</dt>
            <dd className="whitespace-pre-wrap break-words">{result.input}</dd>
          </div>
          <div>
            <dt className="text-faint text-xs">{t('evaluations.expected')}</dt>
            <dd className="whitespace-pre-wrap break-words">{result.expected || t('evaluations.noExpected')}</dd>
          </div>
        </dl>
        {names.length > 1 ? (
          <div className="mb-3">
            <SwitchRow label={t('evaluations.showDiff')} checked={showsDiff} onChange={setDiff} />
          </div>
        ) : null}
        <div className="grid gap-3 md:grid-cols-[repeat(auto-fit,minmax(18rem,1fr))]">
          {result.answers.map((answer) => (
            <AnswerColumn
              key={`${answer.variant} ${answer.trial}`}
              name={names[answer.variant] ?? ''}
              scorers={experiment.scorers}
              answer={answer}
              repeats={experiment.repeats}
              before={showsDiff && answer.variant > 0 ? (first?.text ?? null) : null}
            />
          ))}
        </div>
      </DialogContent>
    </Dialog>
  )
}
