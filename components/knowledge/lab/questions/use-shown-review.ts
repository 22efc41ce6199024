'use client'
import { useState } from 'react'
import type { LabQuestionView } from '@/lib/contracts/retrieval-lab'

type Review = LabQuestionView['review']

/** If one list is empty, the other one is shown. */
function listToShow({ accepted, pending }: Record<Review, number>, wanted: Review): Review {
  if (pending === 0) return 'accepted'
  return accepted === 0 ? 'pending' : wanted
}

/**
 * Which of the two lists is shown. Neither new pending questions nor keeping the first one switches to the other list.
 *
 * @param counts undefined while they are loading
 */
export function useShownReview(counts: Record<Review, number> | undefined) {
  const [wanted, setWanted] = useState<Review>('accepted')
  const shown = counts ? listToShow(counts, wanted) : wanted
  if (shown !== wanted) setWanted(shown)
  return [shown, setWanted] as const
}
