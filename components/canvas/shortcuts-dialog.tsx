'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { t } from '@/lib/client/messages/t'
import { useEditor, useUi } from './state/editor-context'

const SHORTCUTS = [
  ['A /', 'canvas.addNode'],
  ['F', 'canvas.zoomToFit'],
  ['L', 'canvas.tidyUp'],
  ['R', 'canvas.openRun'],
  ['Shift R', 'canvasRuns.node'],
  ['Shift T', 'canvasRuns.to'],
  ['Shift F', 'canvasRuns.from'],
  ['Ctrl Z', 'common.undo'],
  ['Ctrl Shift Z', 'canvas.redo'],
  ['Ctrl C', 'common.copy'],
  ['Ctrl X', 'canvas.cut'],
  ['Ctrl V', 'canvas.paste'],
  ['Ctrl D', 'common.duplicate'],
  ['Ctrl A', 'canvas.selectAll'],
  ['Delete', 'common.delete'],
  ['Shift drag', 'canvas.selectArea'],
  ['Ctrl click', 'canvas.selectMore'],
  ['Q', 'canvasEditing.lasso'],
  ['Ctrl G', 'canvasEditing.group'],
  ['Ctrl Shift G', 'canvasEditing.ungroup'],
  ['M', 'wrap.map'],
  ['Shift M', 'wrap.loop'],
  ['K', 'canvasEditing.lockOrUnlock'],
  ['Ctrl F', 'canvasSearch.title'],
  ['Ctrl K', 'commands.title'],
  ['Ctrl S', 'canvas.saveNow'],
  ['O', 'outline.toggle'],
  ['← ↑ → ↓', 'keyboard.follow'],
  ['Alt ←', 'keyboard.move'],
  ['Alt Shift ←', 'keyboard.moveFar'],
  ['Shift A', 'keyboard.addAfter'],
  ['C', 'keyboard.connect'],
  ['Shift C', 'keyboard.disconnect'],
  ['I', 'keyboard.configure'],
  ['F2', 'keyboard.rename'],
  ['Enter', 'keyboard.enter'],
  ['Esc', 'keyboard.leavePanel'],
  ['?', 'canvas.shortcuts'],
] as const

const LINKS = [
  { href: '/help/guides/use-the-keyboard', label: 'help.shortcuts' },
  { href: '/help/guides/use-the-canvas', label: 'help.title' },
] as const

export function ShortcutsDialog() {
  const { ui } = useEditor()
  const open = useUi((state) => state.isShortcutsOpen)
  return (
    <Dialog open={open} onOpenChange={(isShortcutsOpen) => ui.getState().set({ isShortcutsOpen })}>
      <DialogContent title={t('canvas.shortcuts')} description={t('canvas.shortcutsHint')} size="lg">
        <dl className="grid gap-x-8 sm:grid-cols-2">
          {SHORTCUTS.map(([keys, label]) => (
            <div key={keys} className="flex h-9 items-center justify-between border-b">
              <dt className="text-sm">{t(label)}</dt>
              <dd className="flex gap-1">
                {keys.split(' ').map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 flex flex-wrap gap-x-5 text-sm">
          {LINKS.map(({ href, label }) => (
            <a key={href} href={href} target="_blank" rel="noopener" className="text-accent hover:underline">
              {t(label)}
            </a>
          ))}
        </p>
      </DialogContent>
    </Dialog>
  )
}
