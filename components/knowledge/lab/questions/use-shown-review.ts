'use client'
import { useState } from 'react'
import type { LabQuestionView } from '@/lib/contracts/retrieval-lab'

type Review = LabQuestionView['review']

/** Where one list is empty the other one is shown: after the last review all questions, before it those to look at. */
function listToShow({ accepted, pending }: Record<Review, number>, wanted: Review): Review {
  if (pending === 0) return 'accepted'
  return accepted === 0 ? 'pending' : wanted
}

/**
 * Which of the two lists is shown; it stays the chosen one: neither new questions to look at nor the first one that is
 * kept turn the page under its reader. `counts`: undefined while they are not known.
 */
export function useShownReview(counts: Record<Review, number> | undefined) {
  const [wanted, setWanted] = useState<Review>('accepted')
  const shown = counts ? listToShow(counts, wanted) : wanted
  if (shown !== wanted) setWanted(shown)
  return [shown, setWanted] as const
}
