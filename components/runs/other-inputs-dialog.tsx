'use client'
import { useState } from 'react'
import { JsonField } from '@/components/node-form/fields/json-field'
import { isJsonObject } from '@/components/node-form/json-values'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { t } from '@/lib/client/messages/t'
import type { Json, JsonObject } from '@/lib/core/json'

export interface OtherInputsDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Inputs of the earlier run. */
  inputs: Json
  isStarting: boolean
  onStart: (body: { inputs: JsonObject; useDraft: boolean }) => void
}

export function OtherInputsDialog({ open, onOpenChange, inputs, isStarting, onStart }: OtherInputsDialogProps) {
  const [changed, setChanged] = useState<JsonObject>(isJsonObject(inputs) ? inputs : {})
  const [useDraft, setUseDraft] = useState(false)
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t('runAgain.withInputs')}
        description={t('runAgain.inputsHint')}
        footer={
          <Button
            variant="primary"
            icon="play"
            busy={isStarting}
            onClick={() => onStart({ inputs: changed, useDraft })}
          >
            {t('runAgain.start')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <Field label={t('runAgain.inputs')}>
            {(control) => (
              <JsonField
                control={control}
                label={t('runAgain.inputs')}
                value={changed}
                onChange={(value) => isJsonObject(value) && setChanged(value)}
              />
            )}
          </Field>
          <Field label={t('runAgain.useDraft')} hint={t('runAgain.draftHint')}>
            {(control) => <Switch {...control} checked={useDraft} onCheckedChange={setUseDraft} />}
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  )
}
