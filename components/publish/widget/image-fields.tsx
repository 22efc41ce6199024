'use client'
import { t } from '@/lib/client/messages/t'
import { DesignerSection } from './designer-section'
import { ImageField } from './image-field'
import type { WidgetPart } from './widget-part'

/** Logo and avatar. */
export function ImageFields({ widget, appId, onChange }: WidgetPart & { appId: string }) {
  const { images } = widget
  const kinds = [
    { kind: 'logo', label: t('publish.logo'), hint: t('publish.logoHint') },
    { kind: 'avatar', label: t('publish.avatar'), hint: t('publish.avatarHint') },
  ] as const
  return (
    <DesignerSection title={t('publish.images')} text={t('publish.imagesText')}>
      <div className="grid gap-4 sm:grid-cols-2">
        {kinds.map(({ kind, ...texts }) => (
          <ImageField
            key={kind}
            {...texts}
            appId={appId}
            imageId={images[kind]}
            onChange={(id) => onChange({ images: { ...images, [kind]: id } })}
          />
        ))}
      </div>
    </DesignerSection>
  )
}
