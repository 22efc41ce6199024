'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { type DuplicatePair, readDocument } from '@/lib/contracts/knowledge-documents'

export interface CompareDialogProps {
  knowledgeBaseId: string
  pair: DuplicatePair
  onClose: () => void
}

/** Both texts; sentences that only one of them has are marked. */
export function CompareDialog({ knowledgeBaseId, pair, onClose }: CompareDialogProps) {
  const first = useContractQuery(readDocument, { params: { knowledgeBaseId, documentId: pair.first.documentId } })
  const second = useContractQuery(readDocument, { params: { knowledgeBaseId, documentId: pair.second.documentId } })
  const failed = first.error ?? second.error
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('indexing.compareTitle')} size="xl">
        {failed ? (
          <ErrorPanel error={failed} onRetry={() => void Promise.all([first.refetch(), second.refetch()])} />
        ) : first.data && second.data ? (
          <div className="grid gap-3 md:grid-cols-2">
            <Side name={first.data.name} text={first.data.text} other={second.data.text} isCut={first.data.isCut} />
            <Side name={second.data.name} text={second.data.text} other={first.data.text} isCut={second.data.isCut} />
          </div>
        ) : (
          <SkeletonRows />
        )}
      </DialogContent>
    </Dialog>
  )
}

function Side({ name, text, other, isCut }: { name: string; text: string; other: string; isCut: boolean }) {
  const known = new Set(sentencesOf(other).map((sentence) => sentence.trim()))
  return (
    <section className="flex min-w-0 flex-col gap-1.5">
      <h3 className="truncate font-medium text-sm">{name}</h3>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the only way to scroll it from the keyboard.
        tabIndex={0}
        className="h-80 overflow-auto whitespace-pre-wrap break-words rounded-md border p-3 text-sm leading-6"
      >
        {sentencesOf(text).map((sentence, index) =>
          sentence.trim() === '' || known.has(sentence.trim()) ? (
            sentence
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a text never move.
            <mark key={index} title={t('indexing.onlyIn')} className="rounded-xs bg-warning-soft text-ink">
              {sentence}
            </mark>
          ),
        )}
      </div>
      {isCut ? <p className="text-muted text-xs">{t('indexing.previewCut')}</p> : null}
    </section>
  )
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?。！？]\s|\n)/u)
