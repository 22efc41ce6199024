'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { ModelField } from '@/components/node-form/fields/model-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { allOf, queryKey } from '@/lib/client/queries/query-keys'
import { useBodySchema } from '@/lib/client/queries/use-body-schema'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { estimateGeneration, MAX_MADE, readGeneration, startGeneration } from '@/lib/contracts/retrieval-lab-generation'
import type { Json } from '@/lib/core/json'

const DEFAULT_MODEL = { connection: 'auto', model: 'auto' }

/** Number of questions, the model that writes them, and the estimated cost. */
export function GenerateDialog({ knowledgeBaseId, onClose }: { knowledgeBaseId: string; onClose: () => void }) {
  const params = { knowledgeBaseId }
  const client = useQueryClient()
  const [count, setCount] = useState('20')
  const [model, setModel] = useState(DEFAULT_MODEL)
  const body = useDeferredValue({ count: Number(count), model: model.connection === 'auto' ? null : model })
  const isValid = useBodySchema(startGeneration)?.safeParse(body).success === true
  const estimate = useQuery({
    queryKey: [...queryKey(estimateGeneration, { params }), body],
    queryFn: ({ signal }) => request(estimateGeneration, { params, body, signal }),
    enabled: isValid,
    placeholderData: (before) => before,
  })
  const start = useContractMutation(startGeneration, {
    invalidates: [readGeneration],
    onSuccess: () => {
      toast.success(t('lab.makeStarted'))
      onClose()
    },
    // Someone else may have started a generation. The page then shows its progress.
    onError: () => void client.invalidateQueries({ queryKey: allOf(readGeneration) }),
  })
  function choose(value: Json) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    if (typeof value.connection === 'string' && typeof value.model === 'string')
      setModel({ connection: value.connection, model: value.model })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('lab.make')}
        description={t('lab.makeHint')}
        footer={
          <Button
            variant="primary"
            icon="wand"
            busy={start.isPending}
            disabled={!isValid || estimate.data?.calls === 0}
            onClick={() => start.mutate({ params, body })}
          >
            {t('lab.makeStart')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <Field label={t('datasets.model')}>
            {(control) => <ModelField value={model} onChange={choose} control={control} />}
          </Field>
          <Field label={t('lab.makeCount')} hint={t('datasets.countHint', { most: MAX_MADE })}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={MAX_MADE}
                value={count}
                onChange={(event) => setCount(event.target.value)}
              />
            )}
          </Field>
          <p className="text-muted text-sm" aria-live="polite">
            {estimate.data
              ? t('lab.makeEstimate', {
                  count: estimate.data.calls,
                  tokens: formatCount(estimate.data.inputTokens + estimate.data.outputTokens),
                  cost:
                    estimate.data.costMicros === null ? t('lab.makeCostUnknown') : formatCost(estimate.data.costMicros),
                })
              : '…'}
          </p>
          <FormError error={start.error ?? estimate.error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
