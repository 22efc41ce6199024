'use client'
import { useState } from 'react'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import type { ExampleFilters } from './use-example-list'

/** Filters of the example list. Review status and source are kept in the address for links. */
export function useExampleFilters() {
  const [search, setSearch] = useState('')
  const [review, setReview] = useUrlState('review')
  const [sourceId, setSourceId] = useUrlState('source')
  const [otherFilters, setOtherFilters] = useState<ExampleFilters>({})
  const filters = { ...otherFilters, ...reviewFilter(review), ...(sourceId === '' ? {} : { sourceId }) }
  return {
    search,
    setSearch,
    filters,
    setFilters: ({ review: nextReview, sourceId: nextSource, ...others }: ExampleFilters) => {
      setReview(nextReview ?? '')
      setSourceId(nextSource ?? '')
      setOtherFilters(others)
    },
    isFiltered: search !== '' || Object.keys(filters).length > 0,
  }
}

function reviewFilter(review: string): ExampleFilters {
  return review === 'pending' || review === 'approved' || review === 'rejected' ? { review } : {}
}
