'use client'
import { Field } from '@/components/ui/field'
import { SwitchRow } from '@/components/ui/switch-row'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'

export interface OverrideFieldProps {
  /** Null if the release respects the gate. */
  reason: string | null
  onChange: (reason: string | null) => void
}

/** Owners may release a version that the gate does not pass. */
export function OverrideField({ reason, onChange }: OverrideFieldProps) {
  const isOwner = useHasRole('owner')
  if (!isOwner) return <p className="border-t px-4 py-2.5 text-muted text-xs">{t('gates.overrideNeedsOwner')}</p>
  return (
    <div className="flex flex-col gap-3 border-t px-4 py-3">
      <SwitchRow
        label={t('gates.override')}
        hint={t('gates.overrideHint')}
        checked={reason !== null}
        onChange={(isOn) => onChange(isOn ? '' : null)}
      />
      {reason === null ? null : (
        <Field label={t('gates.overrideReason')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      )}
    </div>
  )
}
