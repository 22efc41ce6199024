'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import { WidgetSettings } from '@/lib/contracts/widget'
import { WIDGET_LOCALES } from '@/lib/core/locales/widget-locale'
import { DesignerSection } from './designer-section'
import { IdentitySecret } from './identity-secret'
import type { WidgetPart } from './widget-part'

const { locale: Locale, voice: Voice } = WidgetSettings.shape

/** Language, voice and access. */
export function BehaviorFields({ widget, appId, onChange }: WidgetPart & { appId: string }) {
  return (
    <DesignerSection title={t('publish.behaviour')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('publish.locale')} hint={t('publish.localeHint')}>
          {(control) => (
            <Select
              {...control}
              value={widget.locale}
              onValueChange={(locale) => onChange({ locale: Locale.catch('page').parse(locale) })}
              options={[
                { value: 'page', label: t('publish.localePage') },
                ...WIDGET_LOCALES.map((locale) => ({ value: locale, label: nameOf(locale) })),
              ]}
            />
          )}
        </Field>
        <Field label={t('publish.voice')} hint={widget.voice === 'both' ? t('publish.voiceHint') : undefined}>
          {(control) => (
            <Select
              {...control}
              value={widget.voice}
              onValueChange={(voice) => onChange({ voice: Voice.catch('off').parse(voice) })}
              options={[
                { value: 'off', label: t('publish.voiceOff') },
                { value: 'out', label: t('publish.voiceOut') },
                { value: 'both', label: t('publish.voiceBoth') },
              ]}
            />
          )}
        </Field>
      </div>
      <SwitchRow
        label={t('publish.needsIdentity')}
        hint={t('publish.needsIdentityHint')}
        checked={widget.needsIdentity}
        onChange={(needsIdentity) => onChange({ needsIdentity })}
      />
      <IdentitySecret appId={appId} />
    </DesignerSection>
  )
}

/** Each language by its own name. */
function nameOf(locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
}
