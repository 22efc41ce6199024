'use client'
import { Checkbox } from '@/components/ui/checkbox'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { LeadField } from '@/lib/contracts/widget'

export interface LeadFieldRowProps {
  field: LeadField
  onChange: (field: LeadField) => void
  onRemove: () => void
}

/** One field of the visitor's form. Its data name stays the same when its label changes. */
export function LeadFieldRow({ field, onChange, onRemove }: LeadFieldRowProps) {
  const set = (next: Partial<LeadField>) => onChange({ ...field, ...next })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Input
        aria-label={t('publish.leadLabel')}
        className="min-w-32 flex-1"
        maxLength={80}
        value={field.label}
        onChange={(event) => set({ label: event.target.value })}
      />
      <Select
        aria-label={t('publish.leadType')}
        className="w-32"
        value={field.type}
        onValueChange={(type) => set({ type: LeadField.shape.type.catch('text').parse(type) })}
        options={[
          { value: 'text', label: t('publish.leadTypeText') },
          { value: 'email', label: t('publish.leadTypeEmail') },
          { value: 'phone', label: t('publish.leadTypePhone') },
          { value: 'long-text', label: t('publish.leadTypeLong') },
        ]}
      />
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside. */}
      <label className="flex items-center gap-1.5 text-sm">
        <Checkbox checked={field.required} onCheckedChange={(checked) => set({ required: checked === true })} />
        {t('publish.leadRequired')}
      </label>
      <IconButton icon="trash" label={t('publish.leadRemove', { label: field.label })} onClick={onRemove} />
    </div>
  )
}
