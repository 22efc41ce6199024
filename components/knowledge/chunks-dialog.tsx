'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { queryKey } from '@/lib/client/queries/query-keys'
import { type DocumentView, listChunks } from '@/lib/contracts/knowledge'
import { ChunkItem } from './chunk-item'

export interface ChunksDialogProps {
  knowledgeBaseId: string
  document: DocumentView
  onClose: () => void
}

export function ChunksDialog({ knowledgeBaseId, document, onClose }: ChunksDialogProps) {
  const params = { knowledgeBaseId, documentId: document.id }
  const chunks = useInfiniteQuery({
    queryKey: queryKey(listChunks, { params }),
    queryFn: ({ pageParam, signal }) => request(listChunks, { params, query: { after: pageParam }, signal }),
    initialPageParam: -1,
    getNextPageParam: (page) => {
      const last = page.chunks.at(-1)
      return last && last.ordinal + 1 < page.total ? last.ordinal : undefined
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={document.name} description={t('knowledge.chunkPreview')} size="lg">
        {chunks.error ? (
          <ErrorPanel error={chunks.error} onRetry={() => void chunks.refetch()} />
        ) : !chunks.data ? (
          <SkeletonRows />
        ) : (
          <ol className="flex flex-col gap-2">
            {chunks.data.pages.flatMap((page) =>
              page.chunks.map((chunk) => (
                <li key={chunk.id}>
                  <ChunkItem
                    text={chunk.text}
                    headings={chunk.headings}
                    facts={[
                      t('knowledge.chunkNumber', { number: chunk.ordinal + 1 }),
                      chunk.page === null ? null : t('knowledge.page', { number: chunk.page }),
                      t('knowledge.characters', { start: chunk.start, end: chunk.end }),
                      t('knowledge.tokens', { count: chunk.tokenCount }),
                    ]}
                  />
                </li>
              )),
            )}
          </ol>
        )}
        {chunks.hasNextPage ? (
          <Button className="mt-3 w-full" busy={chunks.isFetchingNextPage} onClick={() => void chunks.fetchNextPage()}>
            {t('knowledge.chunksLoadMore')}
          </Button>
        ) : null}
      </DialogContent>
    </Dialog>
  )
}
