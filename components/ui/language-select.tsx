'use client'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { STUDIO_LOCALE_NAMES, STUDIO_LOCALES, type StudioLocale } from '@/lib/core/locales/studio-locale'

/** The studio's languages, each by its own name. */
export function LanguageSelect({ onSelect }: { onSelect: (locale: StudioLocale) => void }) {
  const locale = useLocale()
  return (
    <SegmentedControl
      label={t('common.language')}
      value={locale}
      onValueChange={onSelect}
      options={STUDIO_LOCALES.map((value) => ({ value, label: STUDIO_LOCALE_NAMES[value] }))}
    />
  )
}
