'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Separator } from '@/components/ui/separator'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { ForecastButton } from '../forecast/forecast-button'
import { toggleOutline } from '../keyboard/toggle-outline'
import { useEditor, useUi } from '../state/editor-context'
import { AppName } from './app-name'
import { HistoryButtons } from './history-buttons'
import { ProblemsButton } from './problems-button'
import { RunButton } from './run-button'
import { SaveIndicator } from './save-indicator'
import { ThemeToggle } from './theme-toggle'

export interface EditorHeaderProps {
  name: string
  onPublish: (() => void) | null
}

export function EditorHeader({ name, onPublish }: EditorHeaderProps) {
  const { ui } = useEditor()
  const isInspectorOpen = useUi((state) => state.isInspectorOpen)
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b bg-surface px-3">
      <Link
        href="/apps"
        aria-label={t('canvas.backToApps')}
        title={t('canvas.backToApps')}
        className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <Icon name="chevron-left" />
      </Link>
      <AppName name={name} />
      <SaveIndicator />
      <span className="flex-1" />
      <div className="hidden items-center gap-2 md:flex">
        <HistoryButtons />
        <VersionsButton />
        <ProblemsButton />
        <OutlineToggle />
        <IconButton
          icon="panel-right"
          label={t('canvas.toggleInspector')}
          active={isInspectorOpen}
          onClick={() => ui.getState().set({ isInspectorOpen: !isInspectorOpen })}
        />
        <ThemeToggle />
        <Separator vertical className="mx-1 h-5" />
      </div>
      <ForecastButton />
      <RunButton />
      {onPublish ? (
        <Button variant="primary" icon="rocket" onClick={onPublish}>
          <span className="max-md:sr-only">{t('publish.title')}</span>
        </Button>
      ) : null}
    </header>
  )
}

function VersionsButton() {
  const [, setComparison] = useUrlState('versions')
  return <IconButton icon="git-branch" label={t('versions.open')} onClick={() => setComparison('open')} />
}

function OutlineToggle() {
  const editor = useEditor()
  const isOutlineOpen = useUi((state) => state.isOutlineOpen)
  return (
    <IconButton
      icon="list-tree"
      label={t('outline.toggle')}
      active={isOutlineOpen}
      onClick={() => toggleOutline(editor)}
    />
  )
}
