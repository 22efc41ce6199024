'use client'
import { useState } from 'react'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import type { ExampleFilters } from './use-example-list'

/** What the list of examples is narrowed by; state of review and source stand in the address, so that links lead to them. */
export function useExampleFilters() {
  const [search, setSearch] = useState('')
  const [review, setReview] = useUrlState('review')
  const [sourceId, setSourceId] = useUrlState('source')
  const [more, setMore] = useState<ExampleFilters>({})
  const filters = { ...more, ...reviewFilter(review), ...(sourceId === '' ? {} : { sourceId }) }
  return {
    search,
    setSearch,
    filters,
    setFilters: ({ review: nextReview, sourceId: nextSource, ...others }: ExampleFilters) => {
      setReview(nextReview ?? '')
      setSourceId(nextSource ?? '')
      setMore(others)
    },
    isFiltered: search !== '' || Object.keys(filters).length > 0,
  }
}

function reviewFilter(review: string): ExampleFilters {
  return review === 'pending' || review === 'approved' || review === 'rejected' ? { review } : {}
}
