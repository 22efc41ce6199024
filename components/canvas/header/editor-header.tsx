'use client'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Separator } from '@/components/ui/separator'
import { t } from '@/lib/client/messages/t'

import { useUrlState } from '@/lib/client/use-url-state'
import { ForecastButton } from '../forecast/forecast-button'

import { toggleOutline } from '../keyboard/toggle-outline'

import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { AppName } from './app-name'
import { HistoryButtons } from './history-menu'
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

function ProblemsButton() {
  const { ui } = useEditor()
  const errors = useEditorState((state) => state.issues.filter((issue) => issue.severity === 'error').length)
  const warnings = useEditorState((state) => state.issues.filter((issue) => issue.severity === 'warning').length)
  const hints = useEditorState((state) => state.issues.length) - errors - warnings
  if (errors + warnings + hints === 0) return <Badge tone="success">{t('canvas.noProblemsShort')}</Badge>
  return (
    <button type="button" onClick={() => ui.getState().openDock('problems')}>
      {errors + warnings > 0 ? (
        <Badge tone={errors > 0 ? 'danger' : 'warning'}>{t('canvas.problemCount', { count: errors + warnings })}</Badge>
      ) : (
        <Badge tone="neutral">{t('canvas.hintCount', { count: hints })}</Badge>
      )}
    </button>
  )
}
