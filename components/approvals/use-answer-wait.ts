'use client'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { allOf, queryKey } from '@/lib/client/queries/query-keys'
import { countInbox } from '@/lib/contracts/inbox'
import { getRun, listRuns } from '@/lib/contracts/runs'
import {
  type AnswerBody,
  type AnswerResult,
  answerWait,
  getWait,
  listWaits,
  type WaitView,
} from '@/lib/contracts/waits'
import type { AppError } from '@/lib/core/app-error'
import { nameOf } from './answer-note'

/** Optimistic update; a rejection reverts it. */
export function useAnswerWait(
  waitId: string,
): UseMutationResult<AnswerResult, AppError, AnswerBody, WaitView | undefined> {
  const client = useQueryClient()
  const key = queryKey(getWait, { params: { waitId } })
  return useMutation<AnswerResult, AppError, AnswerBody, WaitView | undefined>({
    mutationFn: (body) => request(answerWait, { params: { waitId }, body }),
    onMutate: async ({ decision, values, comment = '' }) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<WaitView>(key)
      if (before) {
        const answer = { decision, values: values ?? {}, comment, by: t('approvals.you'), at: new Date().toISOString() }
        client.setQueryData<WaitView>(key, { ...before, status: 'answered', answer })
      }
      return before
    },
    onError: (_error, _body, before) => {
      if (before) client.setQueryData(key, before)
    },
    onSuccess: ({ already, answer }) => {
      if (!already) {
        toast.success(t('approvals.answered'))
        return
      }
      const decision = t(`approvals.${answer.decision}`)
      toast.warning(t('approvals.alreadyAnswered', { by: nameOf(answer.by), decision }))
    },
    onSettled: () =>
      Promise.all(
        [getWait, listWaits, countInbox, getRun, listRuns].map((contract) =>
          client.invalidateQueries({ queryKey: allOf(contract) }),
        ),
      ),
  })
}
