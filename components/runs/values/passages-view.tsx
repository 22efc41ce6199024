'use client'
import { useState } from 'react'
import { PassageDialog } from '@/components/chat/passage-dialog'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { CodeBlock } from '@/components/ui/code-block'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import { type Passage, placeIn } from './passages-of'

/** Longer texts start collapsed: about three lines of a narrow panel. */
const LONG = 160

export interface PassagesViewProps {
  passages: readonly Passage[]
  /** The raw value, as API clients receive it. */
  json: string
  name?: string
}

/** Readable passages: source, text and score. */
export function PassagesView({ passages, json, name }: PassagesViewProps) {
  const [view, setView] = useState<'list' | 'json'>('list')
  const [opened, setOpened] = useState<Passage | null>(null)
  const count = t('runs.passages', { count: passages.length })
  return (
    <figure className="overflow-hidden rounded-md border bg-surface">
      <figcaption className="flex min-h-9 items-center gap-2 border-b bg-sunken px-3 py-1 text-muted text-xs">
        <span className="min-w-0 flex-1 truncate">{name === undefined ? count : `${name} · ${count}`}</span>
        <SegmentedControl
          size="sm"
          label={t('runs.passagesAs')}
          value={view}
          onValueChange={setView}
          options={[
            { value: 'list', label: t('runs.passagesRead') },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </figcaption>
      {view === 'json' ? (
        <CodeBlock code={json} wrap className="rounded-none border-0" />
      ) : (
        <ol
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          aria-label={count}
          className="max-h-96 divide-y overflow-y-auto focus-visible:-outline-offset-2"
        >
          {passages.map((passage) => (
            <PassageItem
              key={`${passage.number} ${passage.chunkId} ${passage.start}`}
              passage={passage}
              onOpen={setOpened}
            />
          ))}
        </ol>
      )}
      <PassageDialog citation={opened && { ...opened, quote: opened.text }} onClose={() => setOpened(null)} />
    </figure>
  )
}

interface PassageItemProps {
  passage: Passage
  onOpen: (passage: Passage) => void
}

function PassageItem({ passage, onOpen }: PassageItemProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { number, documentName, text, score } = passage
  const place = placeIn(passage, (page) => t('knowledge.page', { number: page }))
  const isLong = text.length > LONG || text.split('\n').length > 3
  const toggleLabel = t(isOpen ? 'runs.passageLess' : 'runs.passageMore')
  // The number makes the name unique, because several passages may be from one document.
  const name = `${number}, ${documentName}`
  const isFolded = isLong && !isOpen
  // Blank lines would use up the few visible lines.
  const visibleText = isFolded ? text.trim().replace(/\n\s*\n/g, '\n') : text
  return (
    <li className="px-3 py-2.5">
      <p className="flex items-baseline gap-2 text-sm">
        <span className="font-semibold text-faint tabular-nums">{number}</span>
        <span className="min-w-0 flex-1 break-words font-medium">{documentName}</span>
        {score === null ? null : (
          <span className="shrink-0 text-muted text-xs tabular-nums">
            {t('runs.passageScore', { score: Number(score.toPrecision(3)) })}
          </span>
        )}
      </p>
      {place === '' ? null : <p className="break-words text-info text-xs">{place}</p>}
      <p className={cn('mt-1 whitespace-pre-wrap break-words text-sm', isFolded && 'line-clamp-3')}>{visibleText}</p>
      <p className="mt-1 -ml-2 flex flex-wrap">
        {isLong ? (
          <Button
            size="sm"
            variant="ghost"
            aria-expanded={isOpen}
            aria-label={`${toggleLabel}: ${name}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {toggleLabel}
          </Button>
        ) : null}
        <Button
          size="sm"
          variant="ghost"
          icon="file-text"
          aria-label={`${t('runs.passageSource')}: ${name}`}
          onClick={() => onOpen(passage)}
        >
          {t('runs.passageSource')}
        </Button>
      </p>
    </li>
  )
}
