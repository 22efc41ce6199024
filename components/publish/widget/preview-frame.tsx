import { useEffect, useRef, useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Skeleton } from '@/components/ui/skeleton'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import type { EmbedApp } from '@/lib/contracts/public'
import { useFrameReady } from './use-frame-ready'

/** After this long without a key the preview is drawn anew. */
const REST_MS = 200

interface PreviewFrameProps {
  app: EmbedApp
  theme: 'light' | 'dark'
  radius: number
}

/** Not seen before it says that it is there: what a server or proxy answers in its place is no preview. */
export function PreviewFrame({ app, theme, radius }: PreviewFrameProps) {
  const [attempt, setAttempt] = useState(0)
  return <Attempt key={attempt} {...{ app, theme, radius }} onRetry={() => setAttempt(attempt + 1)} />
}

function Attempt({ app, theme, radius, onRetry }: PreviewFrameProps & { onRetry: () => void }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const { state, onLoad } = useFrameReady(frame)
  // Of the page that it will stand in nothing is known: shown is the language of who designs it.
  const studioLocale = useLocale()
  const locale = app.widget.locale === 'page' ? studioLocale : app.widget.locale
  const message = JSON.stringify({ app, theme, locale, answer: t('publish.previewAnswer') })
  useEffect(() => {
    if (state !== 'ready') return
    // Its origin is opaque, so there is no name for it; what is sent is what everybody will see.
    const timer = setTimeout(() => frame.current?.contentWindow?.postMessage(JSON.parse(message), '*'), REST_MS)
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
