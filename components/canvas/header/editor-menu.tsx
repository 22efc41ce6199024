'use client'
import { useState } from 'react'
import { downloadAppFile } from '@/components/app-file/download-app-file'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { t } from '@/lib/client/messages/t'
import { toggleOutline } from '../keyboard/toggle-outline'
import { usePaletteOpen } from '../palette/use-palette-open'
import { useEditor, useUi } from '../state/editor-context'
import { HistoryMenu, type HistoryMenuProps } from './history-menu'

const importReportDialog = makePart(() =>
  import('@/components/app-file/import-report-dialog').then((module) => module.ImportReportDialog),
)

/** The editor's menu. Its change history is a second menu at the same button. */
export function EditorMenu({ button, open, onOpenChange }: HistoryMenuProps) {
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  const [isReportOpen, setReportOpen] = useState(false)
  const { appId } = useEditor()
  if (!button) return null
  return (
    <>
      <DropdownMenu open={open} onOpenChange={onOpenChange} place={button.getBoundingClientRect()}>
        <DropdownMenuContent
          align="end"
          aria-labelledby={undefined}
          aria-label={t('canvas.more')}
          className="w-60"
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!isHistoryOpen && !isReportOpen) button.focus()
          }}
        >
          <Items onHistory={() => setHistoryOpen(true)} onReport={() => setReportOpen(true)} />
        </DropdownMenuContent>
      </DropdownMenu>
      <HistoryMenu button={button} open={isHistoryOpen} onOpenChange={setHistoryOpen} />
      {isReportOpen ? (
        <LazyDialog
          open
          part={importReportDialog}
          props={{ app: { id: appId }, onClose: () => setReportOpen(false) }}
          onClose={() => setReportOpen(false)}
        />
      ) : null}
    </>
  )
}

function Items({ onHistory, onReport }: { onHistory: () => void; onReport: () => void }) {
  const editor = useEditor()
  const { appId, hasImportReport, saver, ui } = editor
  const [isPaletteOpen, setPaletteOpen] = usePaletteOpen()
  const isOutlineOpen = useUi((state) => state.isOutlineOpen)
  const isInspectorOpen = useUi((state) => state.isInspectorOpen)
  const setUi = ui.getState().set
  return (
    <>
      <DropdownMenuItem icon="history" onSelect={onHistory}>
        {t('history.title')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="search" shortcut="Ctrl F" onSelect={() => setUi({ isSearchOpen: true })}>
        {t('canvasSearch.title')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="command" shortcut="Ctrl K" onSelect={() => setUi({ isCommandOpen: true })}>
        {t('canvas.allCommands')}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem icon="list-tree" shortcut="O" onSelect={() => toggleOutline(editor)}>
        {t(isOutlineOpen ? 'canvas.showCanvas' : 'outline.toggle')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="panel-left" onSelect={() => setPaletteOpen(!isPaletteOpen)}>
        {t(isPaletteOpen ? 'canvas.hidePalette' : 'canvas.showPalette')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="panel-right" onSelect={() => setUi({ isInspectorOpen: !isInspectorOpen })}>
        {t(isInspectorOpen ? 'canvas.hideInspector' : 'canvas.showInspector')}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem icon="download" onSelect={() => void saver.flush().then(() => downloadAppFile(appId))}>
        {t('appFile.export')}
      </DropdownMenuItem>
      {hasImportReport ? (
        <DropdownMenuItem icon="file-down" onSelect={onReport}>
          {t('moveIn.report')}
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem icon="zap" shortcut="?" onSelect={() => setUi({ isShortcutsOpen: true })}>
        {t('canvas.shortcuts')}
      </DropdownMenuItem>
    </>
  )
}
