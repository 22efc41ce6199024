'use client'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Kbd } from '@/components/ui/kbd'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ExampleView } from '@/lib/contracts/dataset-examples'
import { EXAMPLE_SPLITS } from '@/lib/contracts/datasets'
import { oneOf } from '@/lib/core/one-of'
import { REVIEW_LABELS, SPLIT_LABELS } from '../kind-labels'
import { ExampleContent } from './example-content'
import type { ExampleActions } from './use-example-actions'

export interface ExampleDetailProps {
  example: ExampleView
  sourceName: string | undefined
  actions: ExampleActions
  canEdit: boolean
  onEdit: () => void
}

const REVIEW_TONES = { pending: 'warning', approved: 'success', rejected: 'danger' } as const
const NONE = 'none'

export function ExampleDetail({ example, sourceName, actions, canEdit, onEdit }: ExampleDetailProps) {
  return (
    <article aria-label={t('datasets.example')} className="rounded-lg border bg-surface">
      <header className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
        <Badge tone={REVIEW_TONES[example.review]}>{t(REVIEW_LABELS[example.review])}</Badge>
        <span className="text-faint text-xs tabular-nums">{t('datasets.tokens', { count: example.tokens })}</span>
        <div className="flex-1" />
        {canEdit ? (
          <>
            <IconButton icon="pencil" label={t('common.edit')} size="sm" onClick={onEdit} />
            <IconButton
              icon="trash"
              label={t('datasets.remove')}
              shortcut="Del"
              size="sm"
              onClick={() => actions.remove([example.id])}
            />
          </>
        ) : null}
      </header>
      <div className="px-4 py-3">
        <ExampleContent data={example.data} isKept={example.keepPersonal} />
      </div>
      {example.personal.length > 0 ? <Personal example={example} actions={actions} canEdit={canEdit} /> : null}
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t px-4 py-2.5 text-muted text-xs">
        <span className="flex items-center gap-2">
          {t('datasets.split')}
          <Select
            size="sm"
            className="w-32"
            disabled={!canEdit}
            aria-label={t('datasets.split')}
            value={example.split ?? NONE}
            onValueChange={(value) => actions.split([example.id], oneOf(EXAMPLE_SPLITS, value) ?? null)}
            options={[
              { value: NONE, label: t('datasets.splitNone') },
              ...EXAMPLE_SPLITS.map((value) => ({ value, label: t(SPLIT_LABELS[value]) })),
            ]}
          />
        </span>
        <span className="min-w-0 truncate">{sourceName ?? t('datasets.noSource')}</span>
        <span>{formatDateTime(example.createdAt)}</span>
        {example.runId === null ? null : (
          <Link href={`/runs/${example.runId}`} className="text-accent underline">
            {t('datasets.openRun')}
          </Link>
        )}
      </footer>
      {canEdit ? <Decision example={example} actions={actions} /> : null}
    </article>
  )
}

function Decision({ example, actions }: Pick<ExampleDetailProps, 'example' | 'actions'>) {
  return (
    <div className="flex gap-2 border-t bg-sunken/60 px-4 py-2.5">
      <Button
        size="sm"
        icon="check"
        variant={example.review === 'approved' ? 'secondary' : 'primary'}
        disabled={example.review === 'approved'}
        onClick={() => actions.review(example, 'approved')}
      >
        {t('datasets.approve')} <Kbd className="ml-1 hidden sm:inline">A</Kbd>
      </Button>
      <Button
        size="sm"
        icon="x"
        disabled={example.review === 'rejected'}
        onClick={() => actions.review(example, 'rejected')}
      >
        {t('datasets.reject')} <Kbd className="ml-1 hidden sm:inline">R</Kbd>
      </Button>
    </div>
  )
}

function Personal({ example, actions, canEdit }: Pick<ExampleDetailProps, 'example' | 'actions' | 'canEdit'>) {
  const kinds = example.personal.map((kind) => `[${kind}]`).join(', ')
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 border-t bg-warning-soft/50 px-4 py-2.5">
      <div className="min-w-0">
        <h2 className="font-medium text-sm">{t('datasets.personal')}</h2>
        <p className="text-muted text-xs">
          {example.keepPersonal ? t('datasets.personalKeptText') : t('datasets.personalMaskedText', { kinds })}
        </p>
      </div>
      {canEdit ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the switch is inside.
        <label className="flex items-center gap-2 text-xs">
          {t('datasets.keepPersonal')}
          <Switch
            checked={example.keepPersonal}
            onCheckedChange={(keep) => actions.keepPersonal(example, keep)}
            aria-label={t('datasets.keepPersonal')}
          />
        </label>
      ) : null}
    </section>
  )
}
