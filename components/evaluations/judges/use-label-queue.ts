'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  labelReviewItem,
  listJudges,
  nextReviewItem,
  type ReviewItemView,
  unlabelReviewItem,
} from '@/lib/contracts/judges'

/** Presents one answer after another for labeling. The last label can be undone. */
export function useLabelQueue(evaluationId: string, scorer: string) {
  const [item, setItem] = useState<ReviewItemView | null | undefined>(undefined)
  const [own, setOwn] = useState(0)
  const [last, setLast] = useState<ReviewItemView | null>(null)
  const skipped = useRef<string[]>([])
  const shownAt = useRef(0)
  const show = (next: ReviewItemView | null) => {
    shownAt.current = performance.now()
    setItem(next)
  }
  const next = useContractMutation(nextReviewItem, {
    onSuccess: (found) => {
      show(found.item)
      setOwn(found.own)
    },
  })
  const { mutate } = next
  const load = useCallback(
    () => mutate({ params: { evaluationId, scorer }, body: { skipped: skipped.current } }),
    [mutate, evaluationId, scorer],
  )
  const save = useContractMutation(labelReviewItem, { invalidates: [listJudges], onSuccess: load })
  const remove = useContractMutation(unlabelReviewItem, { invalidates: [listJudges] })
  useEffect(load, [load])
  const isBusy = next.isPending || save.isPending || remove.isPending
  return {
    item,
    own,
    isBusy,
    canUndo: last !== null,
    error: next.error,
    answer(passes: boolean) {
      if (!item || isBusy) return
      setLast(item)
      const seconds = Math.min(86_400, (performance.now() - shownAt.current) / 1_000)
      save.mutate({ params: { evaluationId, itemId: item.id }, body: { passes, seconds } })
    },
    skip() {
      if (!item || isBusy) return
      skipped.current = [...skipped.current, item.id].slice(-200)
      load()
    },
    undo() {
      if (!last || isBusy) return
      remove.mutate(
        { params: { evaluationId, itemId: last.id } },
        {
          onSuccess: () => {
            show(last)
            setLast(null)
            setOwn((count) => Math.max(0, count - 1))
          },
        },
      )
    },
  }
}
