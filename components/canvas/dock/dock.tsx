'use client'
import { useStore } from 'zustand'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { isAlarming } from '../state/is-alarming'
import { DOCK_SIDE_KEY, type DockTab } from '../state/ui-store'
import { useRightPanels } from '../use-right-panels'
import { ProblemsPanel } from './problems-panel'
import { RunDock } from './run-dock'
import { RunStepsPanel } from './run-steps-panel'
import { useStartRun } from './use-start-run'

/** The panel with run and problems: right of the canvas or below it, on top of it on phones. */
export function Dock() {
  const { ui } = useEditor()
  const tab = useUi((state) => state.dockTab)
  return (
    <section data-panel="dock" aria-label={t('canvas.dock')} className="flex min-h-0 flex-1 flex-col bg-canvas">
      <header className="flex h-10 shrink-0 items-center gap-4 border-b bg-surface px-4">
        <DockTabs />
        <span className="flex-1" />
        {tab === 'run' ? <NewChatButton /> : null}
        <SettingsButton />
        <SideButton />
        <IconButton
          icon="x"
          size="sm"
          label={t('canvas.closeDock')}
          onClick={() => ui.getState().set({ isDockOpen: false })}
        />
      </header>
      {tab === 'run' ? <RunDock /> : tab === 'steps' ? <StepsTab /> : <ProblemsPanel />}
    </section>
  )
}

function StepsTab() {
  return <RunStepsPanel control={useStartRun()} />
}

function DockTabs() {
  const { ui } = useEditor()
  const active = useUi((state) => state.dockTab)
  const isRight = useUi((state) => state.dockSide === 'right')
  const count = useEditorState((state) => state.issues.filter(({ severity }) => severity !== 'hint').length)
  const hasTried = useUi((state) => state.hasTried)
  const isAlarmed = useEditorState((state) => state.issues.some((issue) => isAlarming(issue, hasTried)))
  const tabs: { tab: DockTab; label: string; className?: string }[] = [
    { tab: 'run', label: t('runPanel.title') },
    { tab: 'steps', label: t('runPanel.steps'), ...(isRight ? {} : { className: 'lg:hidden' }) },
    { tab: 'problems', label: t('canvas.problems') },
  ]
  return (
    <div role="tablist" aria-label={t('canvas.dock')} className="flex h-full gap-4">
      {tabs.map(({ tab, label, className }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={tab === active}
          onClick={() => ui.getState().openDock(tab)}
          className={cn(
            'flex h-full items-center gap-1.5 border-transparent border-b-2 font-medium text-muted text-sm hover:text-ink',
            tab === active && 'border-accent text-ink',
            className,
          )}
        >
          {label}
          {tab === 'problems' && count > 0 ? (
            <span
              className={cn(
                'rounded-full px-1.5 text-2xs tabular-nums',
                isAlarmed ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning',
              )}
            >
              {count}
            </span>
          ) : null}
        </button>
      ))}
    </div>
  )
}

/** Back to the settings of the selected node, where only one panel fits. */
function SettingsButton() {
  const { ui } = useEditor()
  const { canSwitch } = useRightPanels()
  if (!canSwitch) return null
  return (
    <IconButton
      icon="settings"
      size="sm"
      label={t('canvas.showInspector')}
      onClick={() => ui.getState().set({ rightPanel: 'inspector' })}
    />
  )
}

/** Moves the panel to the right or below the canvas. */
function SideButton() {
  const { ui } = useEditor()
  const side = useUi((state) => state.dockSide)
  const other = side === 'right' ? 'bottom' : 'right'
  return (
    <IconButton
      icon={other === 'right' ? 'panel-right' : 'panel-bottom'}
      size="sm"
      label={t(other === 'right' ? 'canvas.dockRight' : 'canvas.dockBottom')}
      className="max-md:hidden"
      onClick={() => {
        ui.getState().set({ dockSide: other })
        localStorage.setItem(DOCK_SIDE_KEY, other)
      }}
    />
  )
}

function NewChatButton() {
  const { run } = useEditor()
  const canClear = useStore(run, (state) => state.runs.length > 0 && !state.isActive)
  if (!canClear) return null
  return <IconButton icon="pencil" size="sm" label={t('runPanel.newChat')} onClick={() => run.getState().clear()} />
}
