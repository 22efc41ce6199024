'use client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type FeedbackView, giveFeedback, listFeedback, type Rating, withdrawFeedback } from '@/lib/contracts/feedback'
import { listRuns } from '@/lib/contracts/runs'

const FORM_ID = 'feedback'

export interface FeedbackDialogProps {
  runId: string
  rating: Rating
  previous: FeedbackView | undefined
  onClose: () => void
}

export function FeedbackDialog({ runId, rating, previous, onClose }: FeedbackDialogProps) {
  const invalidates = [listFeedback, listRuns]
  const form = useContractForm(giveFeedback, {
    initial: { rating, reason: previous?.reason ?? '', correction: previous?.correction ?? '' },
    params: { runId },
    invalidates,
    onSuccess: () => {
      toast.success(t('feedback.changed'))
      onClose()
    },
  })
  const withdraw = useContractMutation(withdrawFeedback, { invalidates, onSuccess: onClose })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t(rating === 'up' ? 'feedback.up' : 'feedback.down')}
        footer={
          <>
            {previous ? (
              <Button busy={withdraw.isPending} onClick={() => withdraw.mutate({ params: { runId } })}>
                {t('feedback.withdraw')}
              </Button>
            ) : null}
            <Button type="submit" form={FORM_ID} variant="primary" busy={form.busy}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <form id={FORM_ID} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
          <Field label={t(rating === 'up' ? 'feedback.reasonUp' : 'feedback.reason')} error={form.errors.reason}>
            {(control) => (
              <Textarea
                {...control}
                maxLength={2_000}
                value={form.values.reason ?? ''}
                onChange={(event) => form.set({ reason: event.target.value })}
              />
            )}
          </Field>
          {rating === 'down' ? (
            <Field label={t('feedback.correction')} hint={t('feedback.correctionHint')} error={form.errors.correction}>
              {(control) => (
                <Textarea
                  {...control}
                  rows={5}
                  maxLength={20_000}
                  value={form.values.correction ?? ''}
                  onChange={(event) => form.set({ correction: event.target.value })}
                />
              )}
            </Field>
          ) : null}
          <FormError error={form.error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
