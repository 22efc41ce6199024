'use client'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type LabQuestionView, listLabQuestions } from '@/lib/contracts/retrieval-lab'
import { GenerateDialog } from './generate-dialog'
import { GenerationStatus } from './generation-status'
import { ImportDialog } from './import-dialog'
import { QuestionDialog } from './question-dialog'
import { QuestionRow } from './question-row'
import { ReviewBar } from './review-bar'
import { useQuestionChanges } from './use-question-changes'
import { useQuestionList } from './use-question-list'
import { useShownReview } from './use-shown-review'

/** The questions of a knowledge base and their origin. */
export function QuestionsView({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<'import' | 'make' | null>(null)
  const [edited, setEdited] = useState<LabQuestionView | 'new' | null>(null)
  const deferredSearch = useDeferredValue(search.trim())
  const params = { knowledgeBaseId }
  // One query provides both counts, so that the two lists agree about which one is shown.
  const counted = useContractQuery(listLabQuestions, { params, query: { limit: 1 } })
  const counts = counted.data?.counts ?? { accepted: 0, pending: 0 }
  const [shown, setReview] = useShownReview(counted.data?.counts)
  const filter = { review: shown, ...(deferredSearch === '' ? {} : { search: deferredSearch }) }
  const found = useQuestionList(knowledgeBaseId, filter, counted.data !== undefined)
  const changes = useQuestionChanges(knowledgeBaseId)
  const { questions, total } = found
  const failed = [counted, found].find(blockingError)
  if (failed?.error) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />
  if (!questions) return <SkeletonRows />
  const { accepted, pending } = counts
  const isEmpty = accepted + pending === 0
  const add = (
    <>
      <Button icon="file-up" onClick={() => setOpened('import')}>
        {t('lab.importButton')}
      </Button>
      <Button icon="wand" onClick={() => setOpened('make')}>
        {t('lab.makeButton')}
      </Button>
      <Button variant="primary" icon="plus" onClick={() => setEdited('new')}>
        {t('lab.add')}
      </Button>
    </>
  )
  return (
    <section className="flex min-w-0 flex-col">
      <GenerationStatus knowledgeBaseId={knowledgeBaseId} />
      {isEmpty ? (
        <EmptyState
          icon="scale"
          title={t('lab.questionsEmptyTitle')}
          text={t('lab.questionsEmptyText')}
          helpPage="guides/measure-your-search"
          action={add}
        />
      ) : (
        <>
          <ListToolbar search={search} onSearch={setSearch} searchLabel={t('lab.searchQuestions')}>
            <span className="hidden flex-1 sm:block" />
            {add}
          </ListToolbar>
          <ReviewBar
            pendingCount={pending}
            review={shown}
            hasOthers={accepted > 0}
            onReview={setReview}
            onAll={(action) => changes.apply(action, null)}
            busy={changes.isPending}
          />
          {questions.length === 0 ? (
            <EmptyState
              compact
              icon="search"
              title={t('common.nothingFound')}
              text={t('common.nothingFoundFor', { query: search })}
            />
          ) : (
            <ul className="divide-y rounded-lg border bg-surface">
              {questions.map((question) => (
                <QuestionRow
                  key={question.id}
                  question={question}
                  onEdit={() => setEdited(question)}
                  onRemove={() => changes.apply('remove', [question.id])}
                  {...(question.review === 'pending' ? { onAccept: () => changes.apply('accept', [question.id]) } : {})}
                />
              ))}
            </ul>
          )}
          {questions.length < total ? (
            <div className="mt-3 flex items-center justify-center gap-3 text-muted text-xs">
              {t('indexing.shownOf', { shown: questions.length, total })}
              <Button size="sm" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t('indexing.showMore')}
              </Button>
            </div>
          ) : null}
        </>
      )}
      {opened === 'import' ? <ImportDialog knowledgeBaseId={knowledgeBaseId} onClose={() => setOpened(null)} /> : null}
      {opened === 'make' ? <GenerateDialog knowledgeBaseId={knowledgeBaseId} onClose={() => setOpened(null)} /> : null}
      {edited === null ? null : (
        <QuestionDialog
          knowledgeBaseId={knowledgeBaseId}
          question={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  )
}
