'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import type { WidgetSettings } from '@/lib/contracts/widget'
import { DesignerSection } from './designer-section'
import type { WidgetPart } from './widget-part'

/** Webhook that receives conversations when a visitor requests a person. */
export function HandoverFields({ widget, errors, onChange }: WidgetPart) {
  const { handover } = widget
  const set = (next: Partial<WidgetSettings['handover']>) => onChange({ handover: { ...handover, ...next } })
  return (
    <DesignerSection title={t('publish.handover')} text={t('publish.handoverText')}>
      <SwitchRow
        label={t('publish.handoverSwitch')}
        checked={handover.enabled}
        onChange={(enabled) => set({ enabled })}
      />
      {handover.enabled ? (
        <>
          <Field
            label={t('publish.handoverWebhook')}
            hint={t('publish.webhookHint')}
            error={errors['widget.handover.webhookUrl']}
            required
          >
            {(control) => (
              <Input
                {...control}
                type="url"
                placeholder="https://"
                value={handover.webhookUrl}
                onChange={(event) => set({ webhookUrl: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('publish.handoverMessage')} hint={t('publish.handoverMessageHint')}>
            {(control) => (
              <Input
                {...control}
                maxLength={300}
                value={handover.message}
                onChange={(event) => set({ message: event.target.value })}
              />
            )}
          </Field>
        </>
      ) : null}
    </DesignerSection>
  )
}
