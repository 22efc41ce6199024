'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { AutomationTarget } from '@/lib/contracts/automations'

export interface TargetFieldProps {
  targets: readonly AutomationTarget[]
  appId: string
  onChange: (appId: string) => void
  disabled?: boolean
}

/** Selects an app. Unpublished apps are selectable with a warning. */
export function TargetField({ targets, appId, onChange, disabled = false }: TargetFieldProps) {
  const selected = targets.find((target) => target.appId === appId)
  return (
    <Field
      label={t('automations.app')}
      {...(selected && !selected.published ? { hint: t('automations.notPublishedHint') } : {})}
    >
      {(control) => (
        <Select
          {...control}
          value={appId || undefined}
          onValueChange={onChange}
          disabled={disabled}
          placeholder={t('automations.chooseApp')}
          options={targets.map((target) => ({
            value: target.appId,
            label: target.published ? target.name : `${target.name} (${t('automations.notPublished')})`,
          }))}
        />
      )}
    </Field>
  )
}
