'use client'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { allOf, queryKey } from '@/lib/client/queries/query-keys'
import { countInbox } from '@/lib/contracts/inbox'
import {
  type AnswerBody,
  type AnswerResult,
  answerPendingInput,
  getPendingInput,
  listPendingInputs,
  type PendingInputView,
} from '@/lib/contracts/pending-inputs'
import { getRun, listRuns } from '@/lib/contracts/runs'
import type { AppError } from '@/lib/core/app-error'
import { nameOf } from './describe-answer'

/** Shows the answer optimistically; a rejection reverts it. */
export function useAnswerInput(
  waitId: string,
): UseMutationResult<AnswerResult, AppError, AnswerBody, PendingInputView | undefined> {
  const client = useQueryClient()
  const key = queryKey(getPendingInput, { params: { waitId } })
  return useMutation<AnswerResult, AppError, AnswerBody, PendingInputView | undefined>({
    mutationFn: (body) => request(answerPendingInput, { params: { waitId }, body }),
    onMutate: async ({ decision, values, comment = '' }) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<PendingInputView>(key)
      if (before) {
        const answer = { decision, values: values ?? {}, comment, by: t('approvals.you'), at: new Date().toISOString() }
        client.setQueryData<PendingInputView>(key, { ...before, status: 'answered', answer })
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
        [getPendingInput, listPendingInputs, countInbox, getRun, listRuns].map((contract) =>
          client.invalidateQueries({ queryKey: allOf(contract) }),
        ),
      ),
  })
}
