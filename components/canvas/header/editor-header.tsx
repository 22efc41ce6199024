'use client'
import { AppBar } from '@/components/app-home/frame/app-bar'
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
    <AppBar
      appId={appId}
      name={name}
      start={
        <>
          <BackToApps />
          <AppName name={name} />
          <SaveIndicator />
        </>
      }
      end={
        <>
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
        </>
      }
    />
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
