'use client'
import { useState } from 'react'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import type { EmbedApp } from '@/lib/contracts/public'
import type { PublicationSettings } from '@/lib/contracts/versions'
import type { WidgetSettings } from '@/lib/contracts/widget'
import { inkOn } from '@/lib/contracts/widget/accent'
import { LAUNCHER_ICONS } from '@/lib/contracts/widget/launcher-icons'
import type { Graph } from '@/lib/graph/graph'
import { LauncherIcon } from './launcher-icon'
import { previewAttach, previewFields } from './preview-fields'
import { PreviewFrame } from './preview-frame'
import { useImageData } from './use-image-data'

export interface WidgetPreviewProps {
  appId: string
  settings: Pick<PublicationSettings, 'slug' | 'title' | 'greeting' | 'suggestions' | 'accent'>
  widget: WidgetSettings
  graph: Graph
}

/** The frame with unsaved settings. It has an opaque origin and sends no requests. */
export function WidgetPreview({ appId, settings, widget, graph }: WidgetPreviewProps) {
  const [theme, setTheme] = useState<'light' | 'dark'>('light')
  const shown = widget.look.theme === 'auto' ? theme : widget.look.theme
  const accent = /^#[0-9a-f]{6}$/i.test(settings.accent) ? settings.accent : '#000000'
  const logo = useImageData(appId, widget.images.logo)
  const avatar = useImageData(appId, widget.images.avatar)
  const images = { ...(logo ? { logo } : {}), ...(avatar ? { avatar } : {}) }
  const app = { ...toEmbedApp({ ...settings, accent }, widget, graph), ...images }
  const isLeft = widget.look.position === 'left'
  return (
    <div className="flex flex-col gap-2 self-start md:sticky md:top-6">
      <div className="flex items-center justify-between">
        <span className="font-medium text-sm">{t('publish.preview')}</span>
        <SegmentedControl
          size="sm"
          iconOnly
          label={t('publish.preview')}
          value={shown}
          onValueChange={setTheme}
          options={[
            { value: 'light', label: t('publish.previewLight'), icon: 'sun' },
            { value: 'dark', label: t('publish.previewDark'), icon: 'moon' },
          ]}
        />
      </div>
      <div
        style={{ background: shown === 'light' ? '#e9e7e1' : '#050505' }}
        className={`flex flex-col gap-3 rounded-lg border p-3 ${isLeft ? 'items-start' : 'items-end'}`}
      >
        <PreviewFrame app={app} theme={shown} radius={widget.look.radius} />
        <span
          aria-hidden
          className="flex size-12 items-center justify-center shadow-md"
          style={{
            background: accent,
            color: inkOn(accent),
            borderRadius: `max(10px, ${widget.look.radius * 1.5}px)`,
          }}
        >
          <LauncherIcon paths={LAUNCHER_ICONS[widget.look.launcher]} size={22} />
        </span>
      </div>
    </div>
  )
}

function toEmbedApp(settings: WidgetPreviewProps['settings'], widget: WidgetSettings, graph: Graph): EmbedApp {
  const { lead, handover, images: _images, ...rest } = widget
  const { webhookUrl: _, ...form } = lead
  const fields = previewFields(graph)
  return {
    ...settings,
    description: '',
    kind: fields === null ? 'chat' : 'form',
    fields: fields ?? [],
    messageField: fields === null ? 'message' : null,
    maxMessage: 2_000,
    attach: previewAttach(graph),
    batch: null,
    closed: null,
    widget: {
      ...rest,
      lead: lead.when === 'off' ? null : form,
      handover: handover.enabled ? { message: handover.message } : null,
    },
  }
}
