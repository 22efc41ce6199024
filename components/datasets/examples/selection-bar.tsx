'use client'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { t } from '@/lib/client/messages/t'
import type { ExampleView } from '@/lib/contracts/dataset-examples'
import type { ExampleActions } from './use-example-actions'

export interface SelectedBarProps {
  total: number
  examples: readonly ExampleView[]
  selected: readonly string[]
  onSelected: (ids: readonly string[]) => void
  actions: ExampleActions
  canEdit: boolean
  /** Shown at the end of the line. */
  action: ReactNode
}

/** Maximum per request. */
const MAX = 500

/** The number of examples, and actions on selected examples. */
export function SelectionBar({ total, examples, selected, onSelected, actions, canEdit, action }: SelectedBarProps) {
  const ids = examples.map(({ id }) => id).slice(0, MAX)
  // Examples hidden by a filter are not affected.
  const active = selected.filter((id) => ids.includes(id))
  const done = (act: (ids: string[]) => void) => () => {
    act([...active])
    onSelected([])
  }
  return (
    <div className="mb-2 flex min-h-8 flex-wrap items-center gap-2 text-muted text-xs">
      {canEdit ? (
        <Checkbox
          className="ml-3"
          checked={active.length === 0 ? false : active.length === ids.length ? true : 'indeterminate'}
          onCheckedChange={(next) => onSelected(next === true ? ids : [])}
          aria-label={t('datasets.selectAll')}
        />
      ) : null}
      {active.length === 0 ? (
        <span className="tabular-nums">{t('datasets.examples', { count: total })}</span>
      ) : (
        <>
          <span className="tabular-nums">
            {active.length === ids.length && ids.length < total
              ? t('datasets.selectedOf', { count: active.length, total })
              : t('datasets.selected', { count: active.length })}
          </span>
          <Button size="sm" icon="check" onClick={done((all) => actions.reviewAll(all, 'approved'))}>
            {t('datasets.approve')}
          </Button>
          <Button size="sm" icon="x" onClick={done((all) => actions.reviewAll(all, 'rejected'))}>
            {t('datasets.reject')}
          </Button>
          <Button size="sm" icon="trash" onClick={done((all) => actions.remove(all))}>
            {t('datasets.remove')}
          </Button>
        </>
      )}
      <div className="flex-1" />
      {action}
    </div>
  )
}
