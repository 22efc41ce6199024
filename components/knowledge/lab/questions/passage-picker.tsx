'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { FormError } from '@/components/ui/form-error'
import { IconButton } from '@/components/ui/icon-button'
import { SearchInput } from '@/components/ui/search-input'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { searchKnowledge } from '@/lib/contracts/knowledge'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'

export interface PassagePickerProps {
  knowledgeBaseId: string
  /** The submitted query. */
  question: string
  expected: readonly ExpectedPassage[]
  onChange: (expected: ExpectedPassage[]) => void
}

/** Searches the documents for passages to select. */
export function PassagePicker({ knowledgeBaseId, question, expected, onChange }: PassagePickerProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const search = useContractMutation(searchKnowledge, { onError: () => undefined })
  const query = (typed ?? question).trim()
  function run(event: FormEvent) {
    event.preventDefault()
    if (query !== '') search.mutate({ params: { knowledgeBaseId }, body: { query, limit: 10 } })
  }
  const hits = search.data?.hits ?? []
  const isSelected = (passage: ExpectedPassage) => expected.some((other) => isSame(other, passage))
  function toggle(passage: ExpectedPassage) {
    onChange(isSelected(passage) ? expected.filter((other) => !isSame(other, passage)) : [...expected, passage])
  }
  return (
    <div className="flex flex-col gap-2">
      <SelectedPassages expected={expected} onChange={onChange} />
      <form onSubmit={run} className="flex gap-2">
        <SearchInput
          value={typed ?? question}
          onValueChange={setTyped}
          label={t('lab.searchPassages')}
          className="min-w-0 flex-1"
        />
        <Button type="submit" busy={search.isPending} disabled={query === ''}>
          {t('knowledge.searchButton')}
        </Button>
      </form>
      <FormError error={search.error} />
      {search.data && hits.length === 0 ? <p className="text-muted text-sm">{t('lab.foundNothing')}</p> : null}
      {hits.length > 0 ? (
        <ul className="max-h-80 divide-y overflow-y-auto rounded-md border">
          {hits.map((hit) => {
            const passage = { documentId: hit.documentId, documentName: hit.documentName, quote: hit.text }
            return (
              <li key={hit.chunkId}>
                {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside. */}
                <label className="flex cursor-pointer items-start gap-2.5 px-3 py-2 hover:bg-hover">
                  <Checkbox
                    aria-label={hit.text.slice(0, 80)}
                    className="mt-0.5"
                    checked={isSelected(passage)}
                    onCheckedChange={() => toggle(passage)}
                  />
                  <span className="min-w-0 flex-1 text-sm">
                    <span className="block truncate text-info text-xs">
                      {[hit.documentName, ...hit.headings].join(' › ')}
                    </span>
                    <span className="line-clamp-3 break-words">{hit.text}</span>
                  </span>
                </label>
              </li>
            )
          })}
        </ul>
      ) : null}
    </div>
  )
}

function SelectedPassages({ expected, onChange }: Pick<PassagePickerProps, 'expected' | 'onChange'>) {
  if (expected.length === 0) return <p className="text-muted text-sm">{t('lab.expectedNone')}</p>
  return (
    <ul className="flex flex-col gap-1.5">
      {expected.map((passage, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: passages have no ids and are unique.
        <li key={index} className="flex items-start gap-2 rounded-md bg-accent-soft px-3 py-2 text-sm">
          <span className="min-w-0 flex-1">
            <span className="block truncate text-muted text-xs">{passage.documentName}</span>
            <span className="line-clamp-2 break-words">
              {passage.quote === '' ? t('lab.documentWhole') : passage.quote}
            </span>
          </span>
          <IconButton
            size="sm"
            icon="x"
            label={t('lab.takeOut')}
            onClick={() => onChange(expected.filter((other) => other !== passage))}
          />
        </li>
      ))}
    </ul>
  )
}

function isSame(a: ExpectedPassage, b: ExpectedPassage): boolean {
  return a.documentId === b.documentId && a.quote.trim() === b.quote.trim()
}
