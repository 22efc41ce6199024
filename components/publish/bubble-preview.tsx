'use client'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import type { PublicationSettings } from '@/lib/contracts/versions'
import { inkOn, readableOn } from '@/lib/core/accent'

type Theme = 'light' | 'dark'
const GROUND = { light: '#ffffff', dark: '#171716' }

type Looks = Pick<PublicationSettings, 'title' | 'greeting' | 'suggestions' | 'accent'>

/** How the widget will look on a web page. A drawing: the real frame lives on other pages only. */
export function BubblePreview({ settings }: { settings: Looks }) {
  const [theme, setTheme] = useState<Theme>('light')
  const accent = /^#[0-9a-f]{6}$/i.test(settings.accent) ? settings.accent : '#000000'
  return (
    <div className="flex flex-col gap-2 self-start md:sticky md:top-0">
      <div className="flex items-center justify-between">
        <span className="font-medium text-sm">{t('publish.preview')}</span>
        <SegmentedControl
          size="sm"
          iconOnly
          label={t('publish.preview')}
          value={theme}
          onValueChange={setTheme}
          options={[
            { value: 'light', label: t('publish.previewLight'), icon: 'sun' },
            { value: 'dark', label: t('publish.previewDark'), icon: 'moon' },
          ]}
        />
      </div>
      <div
        aria-hidden
        style={{ colorScheme: theme, background: theme === 'light' ? '#e9e7e1' : '#050505' }}
        className="flex flex-col items-end gap-3 rounded-lg border p-4"
      >
        <Frame settings={settings} accent={accent} theme={theme} />
        <span
          className="flex size-12 items-center justify-center rounded-full shadow-md"
          style={{ background: accent, color: inkOn(accent) }}
        >
          <Icon name="message-circle" size={22} />
        </span>
      </div>
    </div>
  )
}

interface FrameProps {
  settings: Looks
  accent: string
  theme: Theme
}

function Frame({ settings, accent, theme }: FrameProps) {
  const isDark = theme === 'dark'
  const ground = GROUND[theme]
  const ink = isDark ? '#eeeeeb' : '#1a1a18'
  const line = cn('border', isDark ? 'border-white/15' : 'border-black/10')
  const onAccent = { background: accent, color: inkOn(accent) }
  return (
    <div
      className={cn('flex h-96 w-full flex-col overflow-hidden rounded-xl text-sm shadow-lg', line)}
      style={{ background: ground, color: ink }}
    >
      <div className={cn('flex items-center gap-2 border-0 border-b px-3 py-2.5', line)}>
        <span className="flex size-6 items-center justify-center rounded-md" style={onAccent}>
          <Icon name="sparkles" size={13} />
        </span>
        <span className="truncate font-semibold">{settings.title}</span>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-2.5 overflow-hidden p-3">
        <p className="whitespace-pre-line break-words font-semibold">{settings.greeting || settings.title}</p>
        {settings.suggestions.slice(0, 4).map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines being typed may be equal.
          <span key={index} className={cn('truncate rounded-lg px-2.5 py-1.5 text-xs', line)}>
            {text}
          </span>
        ))}
        <span className="max-w-[85%] self-end rounded-2xl rounded-br-sm px-3 py-1.5" style={onAccent}>
          {t('publish.previewQuestion')}
        </span>
        <p>
          {t('publish.previewAnswer')} <b style={{ color: readableOn(accent, ground) }}>[1]</b>
        </p>
      </div>
      <div className={cn('m-3 mt-0 flex items-center justify-between rounded-full py-1 pr-1 pl-3', line)}>
        <span className="opacity-60">{t('publish.previewWrite')}</span>
        <span className="flex size-6 items-center justify-center rounded-full" style={onAccent}>
          <Icon name="arrow-up" size={13} />
        </span>
      </div>
    </div>
  )
}
