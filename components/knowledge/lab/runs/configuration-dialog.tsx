'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { LabConfiguration } from '@/lib/contracts/retrieval-lab-runs'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { RetrievalForm } from '../../search/search-settings'

export interface ConfigurationDialogProps {
  configuration: LabConfiguration
  used: readonly { name: string }[]
  onSave: (configuration: LabConfiguration) => void
  onClose: () => void
}

/** Name and settings of one configuration. */
export function ConfigurationDialog({ configuration, used, onSave, onClose }: ConfigurationDialogProps) {
  const [name, setName] = useState(configuration.name)
  const [options, setOptions] = useState<JsonObject>(() => JsonObjectSchema.parse(configuration.options))
  const nameExists = used.some((other) => other.name.toLowerCase() === name.trim().toLowerCase())
  const parsed = LabConfiguration.safeParse({ name, options })
  function save() {
    if (!parsed.success) return
    onSave(parsed.data)
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={configuration.name}
        size="lg"
        footer={
          <Button variant="primary" disabled={!parsed.success || nameExists} onClick={save}>
            {t('lab.save')}
          </Button>
        }
      >
        <div className="flex flex-col gap-5">
          <Field label={t('lab.configurationName')} error={nameExists ? t('lab.nameTaken') : undefined}>
            {(control) => (
              <Input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <RetrievalForm options={options} onOptions={setOptions} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
