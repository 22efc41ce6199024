'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatRelative } from '@/lib/client/format/format'
import { type MessageKey, t } from '@/lib/client/messages/t'
import type { GapCluster, GapQuestion, GapReason } from '@/lib/contracts/retrieval-lab-gaps'

const REASONS = {
  nothing: { label: 'lab.gapNothing', tone: 'danger' },
  unsure: { label: 'lab.gapUnsure', tone: 'warning' },
  unknown: { label: 'lab.gapUnknown', tone: 'warning' },
  'rated-down': { label: 'lab.gapRatedDown', tone: 'danger' },
} as const satisfies Record<GapReason, { label: MessageKey; tone: BadgeTone }>
const FEW = 3

export interface GapCardProps {
  cluster: GapCluster
  onTry: (question: string) => void
  onAdd: (question: GapQuestion) => void
}

/** A group of similar questions: the central one, and the others below. */
export function GapCard({ cluster, onTry, onAdd }: GapCardProps) {
  const [isOpen, setIsOpen] = useState(false)
  const shown = isOpen ? cluster.questions : cluster.questions.slice(0, FEW)
  const hiddenCount = cluster.wordings - shown.length
  const isAlone = cluster.wordings === 1
  return (
    <li className="flex flex-col gap-2 rounded-lg border bg-surface p-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="min-w-48 flex-1 break-words font-medium text-base">{cluster.central}</h3>
        <span className="text-muted text-xs tabular-nums">
          {t('lab.gapCount', { count: cluster.count })} · {formatRelative(cluster.lastAt)}
        </span>
      </div>
      <ul className="divide-y">
        {shown.map((question) => (
          <GapRow key={question.question} {...{ question, isAlone, onTry, onAdd }} />
        ))}
      </ul>
      {hiddenCount > 0 && cluster.questions.length > FEW ? (
        <Button size="sm" variant="ghost" className="self-start" onClick={() => setIsOpen(!isOpen)}>
          {t('lab.gapMore', { count: hiddenCount })}
        </Button>
      ) : null}
    </li>
  )
}

interface GapRowProps extends Pick<GapCardProps, 'onTry' | 'onAdd'> {
  question: GapQuestion
  /** A single wording is already shown in the heading. */
  isAlone: boolean
}

function GapRow({ question, isAlone, onTry, onAdd }: GapRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5">
      {isAlone ? null : (
        <span className="min-w-48 flex-1 break-words text-sm">
          {question.question}
          {question.count > 1 ? <span className="text-faint tabular-nums"> × {question.count}</span> : null}
        </span>
      )}
      {question.reasons.map((reason) => (
        <Badge key={reason} tone={REASONS[reason].tone}>
          {t(REASONS[reason].label)}
        </Badge>
      ))}
      <span className="ml-auto flex flex-wrap gap-1">
        <Button size="sm" variant="ghost" onClick={() => onTry(question.question)}>
          {t('lab.gapTry')}
        </Button>
        <Button size="sm" variant="ghost" asChild>
          <Link href={`/runs/${question.runId}`}>{t('lab.gapRun')}</Link>
        </Button>
        {question.isInLab ? (
          <Badge tone="success" className="self-center">
            {t('lab.gapInLab')}
          </Badge>
        ) : (
          <Button size="sm" onClick={() => onAdd(question)}>
            {t('lab.gapAdd')}
          </Button>
        )}
      </span>
    </li>
  )
}
