'use client'
import { AppTabBar } from '@/components/app-home/frame/app-tab-bar'
import { BackToApps } from '@/components/app-home/frame/back-to-apps'
import { Button } from '@/components/ui/button'
import { LazyPart } from '@/components/ui/lazy-part'
import { Separator } from '@/components/ui/separator'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { forecastButton } from '../lazy/forecast-button-part'
import { useEditor } from '../state/editor-context'
import { AppName } from './app-name'
import { EditorGateBadge } from './editor-gate-badge'
import { HistoryButtons } from './history-buttons'
import { MoreButton } from './more-button'
import { ProblemsButton } from './problems-button'
import { RunButton } from './run-button'
import { SaveIndicator } from './save-indicator'

const NO_PROPS = {}

export interface EditorHeaderProps {
  name: string
  onPublish: (() => void) | null
}

export function EditorHeader({ name, onPublish }: EditorHeaderProps) {
  const { appId } = useEditor()
  return (
    // The tabs share the row on wide screens, which leaves the height to the canvas.
    <header className="grid shrink-0 grid-cols-[minmax(0,1fr)_auto] bg-surface xl:grid-cols-[auto_minmax(0,1fr)_auto] xl:border-b">
      <div className="flex h-13 min-w-0 items-center gap-2 pl-3">
        <BackToApps />
        <AppName name={name} />
        <SaveIndicator />
      </div>
      <AppTabBar
        appId={appId}
        className="max-xl:order-last max-xl:col-span-2 xl:ml-2 xl:h-13 xl:gap-0 xl:border-b-0 xl:border-l"
      />
      <div className="flex h-13 items-center gap-2 pr-3 pl-2">
        <div className="hidden items-center gap-1 md:flex">
          <ProblemsButton />
          <Separator vertical className="mx-1.5 h-5" />
          <HistoryButtons />
          <VersionsButton />
          <MoreButton />
          <Separator vertical className="mx-1.5 h-5" />
        </div>
        <LazyPart part={forecastButton} props={NO_PROPS} />
        <RunButton />
        {onPublish ? <EditorGateBadge /> : null}
        {onPublish ? (
          <Button variant="primary" icon="rocket" onClick={onPublish}>
            <span className="max-md:sr-only">{t('publish.title')}</span>
          </Button>
        ) : null}
      </div>
    </header>
  )
}

function VersionsButton() {
  const [, setComparison] = useUrlState('versions')
  return (
    <Button variant="ghost" icon="git-branch" onClick={() => setComparison('open')}>
      <span className="max-lg:sr-only">{t('versions.button')}</span>
    </Button>
  )
}
