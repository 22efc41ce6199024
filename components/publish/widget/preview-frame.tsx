import { useEffect, useRef, useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Skeleton } from '@/components/ui/skeleton'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import type { EmbedApp } from '@/lib/contracts/public'
import { useFrameReady } from './use-frame-ready'

/** Delay after the last change before the preview updates. */
const UPDATE_DELAY_MS = 200

interface PreviewFrameProps {
  app: EmbedApp
  theme: 'light' | 'dark'
  radius: number
}

/** The frame is hidden until it reports ready, because an error page of a server or proxy is not a preview. */
export function PreviewFrame({ app, theme, radius }: PreviewFrameProps) {
  const [attempt, setAttempt] = useState(0)
  return <Attempt key={attempt} {...{ app, theme, radius }} onRetry={() => setAttempt(attempt + 1)} />
}

function Attempt({ app, theme, radius, onRetry }: PreviewFrameProps & { onRetry: () => void }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const { state, onLoad } = useFrameReady(frame)
  // The embedding page is unknown, so the designer's language is used.
  const studioLocale = useLocale()
  const locale = app.widget.locale === 'page' ? studioLocale : app.widget.locale
  const message = JSON.stringify({ app, theme, locale, answer: t('publish.previewAnswer') })
  useEffect(() => {
    if (state !== 'ready') return
    // The frame has an opaque origin, so the target is `*`; the data is public anyway.
    const timer = setTimeout(() => frame.current?.contentWindow?.postMessage(JSON.parse(message), '*'), UPDATE_DELAY_MS)
    return () => clearTimeout(timer)
  }, [state, message])
  return (
    <div className="relative h-[26rem] w-full">
      <iframe
        ref={frame}
        title={t('publish.preview')}
        src="/chat-parts/preview"
        sandbox="allow-scripts allow-forms"
        onLoad={onLoad}
        className={`size-full border-0 bg-surface shadow-lg ${state === 'ready' ? '' : 'invisible'}`}
        style={{ borderRadius: radius, colorScheme: theme }}
      />
      {state === 'waiting' ? <Skeleton className="absolute inset-0" /> : null}
      {state === 'failed' ? (
        <ErrorPanel
          error={new Error(t('publish.previewFailedText'))}
          title={t('publish.previewFailed')}
          onRetry={onRetry}
          className="absolute inset-x-0 top-0"
        />
      ) : null}
    </div>
  )
}
