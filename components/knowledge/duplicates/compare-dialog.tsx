'use client'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { type DuplicatePair, readDocument } from '@/lib/contracts/knowledge-documents'
import { useDocumentChanges } from '../documents/use-document-changes'

export interface CompareDialogProps {
  knowledgeBaseId: string
  pair: DuplicatePair
  canEdit: boolean
  onClose: () => void
}

/** Both texts, scrolled to the first sentence that only one of them has. Unique sentences are highlighted. */
export function CompareDialog({ knowledgeBaseId, pair, canEdit, onClose }: CompareDialogProps) {
  const changes = useDocumentChanges(knowledgeBaseId)
  const first = useContractQuery(readDocument, { params: { knowledgeBaseId, documentId: pair.first.documentId } })
  const second = useContractQuery(readDocument, { params: { knowledgeBaseId, documentId: pair.second.documentId } })
  const failed = first.error ?? second.error
  const remove = (id: string) => {
    changes.apply('delete', [{ id }])
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('indexing.compareTitle')} size="xl">
        {failed ? (
          <ErrorPanel error={failed} onRetry={() => void Promise.all([first.refetch(), second.refetch()])} />
        ) : first.data && second.data ? (
          <div className="grid gap-3 md:grid-cols-2">
            <Side
              document={first.data}
              other={second.data.text}
              {...(canEdit ? { onRemove: () => remove(pair.first.documentId) } : {})}
            />
            <Side
              document={second.data}
              other={first.data.text}
              {...(canEdit ? { onRemove: () => remove(pair.second.documentId) } : {})}
            />
          </div>
        ) : (
          <SkeletonRows />
        )}
      </DialogContent>
    </Dialog>
  )
}

interface SideProps {
  document: ResponseOf<typeof readDocument>
  other: string
  onRemove?: () => void
}

function Side({ document: { name, text, isCut }, other, onRemove }: SideProps) {
  const known = knownIn(other)
  const isOnlyHere = (sentence: string) => isNew(sentence, known)
  const sentences = sentencesOf(text)
  // Without unique sentences this side scrolls to the position of the other one.
  const box = useDifferenceInView(firstDifference(other, text))
  return (
    <section className="flex min-w-0 flex-col gap-1.5">
      <header className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-medium text-sm" title={name}>
            {name}
          </h3>
          <p className="text-muted text-xs">{t('indexing.onlyHere', { count: sentences.filter(isOnlyHere).length })}</p>
        </div>
        {onRemove ? (
          <Button size="sm" icon="trash" aria-label={`${t('indexing.removeThis')}: ${name}`} onClick={onRemove}>
            {t('indexing.removeThis')}
          </Button>
        ) : null}
      </header>
      <div
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the only way to scroll it from the keyboard.
        tabIndex={0}
        className="h-80 overflow-auto md:h-[60vh] whitespace-pre-wrap break-words rounded-md border p-3 text-sm leading-6"
      >
        {sentences.map((sentence, index) =>
          isOnlyHere(sentence) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a text never move.
            <mark key={index} title={t('indexing.onlyIn')} className="rounded-xs bg-warning-soft text-ink">
              {sentence}
            </mark>
          ) : (
            sentence
          ),
        )}
      </div>
      {isCut ? <p className="text-muted text-xs">{t('indexing.previewCut')}</p> : null}
    </section>
  )
}

/** Near duplicates start alike, so the view scrolls to the first difference. */
function useDifferenceInView(fraction: number | null) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const mark = box.current?.querySelector('mark')
    if (!box.current) return
    const top = mark ? mark.offsetTop - box.current.offsetTop : (fraction ?? 0) * box.current.scrollHeight
    box.current.scrollTop = top - SHOWN_BEFORE_PX
  }, [fraction])
  return box
}

/** Position of the first sentence in `first` that `second` lacks, 0..1; null if there is none. */
function firstDifference(first: string, second: string): number | null {
  const known = knownIn(second)
  let offset = 0
  for (const sentence of sentencesOf(first)) {
    if (isNew(sentence, known)) return offset / first.length
    offset += sentence.length
  }
  return null
}

/** Two lines stay visible above the difference. */
const SHOWN_BEFORE_PX = 48
const knownIn = (text: string): ReadonlySet<string> => new Set(sentencesOf(text).map((sentence) => sentence.trim()))
const isNew = (sentence: string, known: ReadonlySet<string>): boolean =>
  sentence.trim() !== '' && !known.has(sentence.trim())
const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?。！？]\s|\n)/u)
