'use client'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { focusNodeElement } from '../keyboard/focus-node-element'
import { useEditor, useEditorState } from '../state/editor-context'
import { nestingOf } from '../state/layout/nesting'
import { addBeside } from './add-beside'
import { type OutlineItem, outlineItems } from './outline-items'
import { OutlineRow } from './outline-row'

/**
 * The graph as a tree for screen readers and phones. Its selection is shared with the canvas. One row is in the tab
 * order; arrow keys move between rows.
 */
export function Outline() {
  useLocale()
  const editor = useEditor()
  const { manifests } = editor
  const graph = useEditorState((state) => state.graph)
  const selection = useEditorState((state) => state.selection)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const items = outlineItems(graph, nestingOf(graph, manifests), closed)
  const active = items.find(({ id }) => selection.includes(id)) ?? items[0]
  const fold = (id: string, isClosed: boolean) => {
    const next = new Set(closed)
    if (isClosed) next.add(id)
    else next.delete(id)
    setClosed(next)
  }
  const onKeyDown = useTreeKeys(items, fold)
  return (
    <section aria-label={t('outline.title')} className="flex size-full min-h-0 flex-col bg-surface">
      <header className="flex items-center justify-between gap-3 border-b px-4 py-2">
        <div className="min-w-0">
          <h2 className="font-medium text-sm">{t('outline.title')}</h2>
          <p className="text-muted text-xs max-md:hidden">{t('outline.hint')}</p>
        </div>
        <Button size="sm" icon="plus" onClick={() => addBeside(editor)} className="max-md:hidden">
          {t('canvas.addNode')}
        </Button>
      </header>
      {items.length === 0 ? (
        <EmptyState compact icon="list-tree" title={t('canvas.emptyTitle')} text={t('outline.emptyText')} />
      ) : (
        <div
          role="tree"
          aria-label={t('outline.title')}
          aria-multiselectable
          tabIndex={-1}
          onKeyDown={onKeyDown}
          className="min-h-0 flex-1 overflow-y-auto p-2"
        >
          {items.map((item) => (
            <OutlineRow key={item.id} item={item} isActive={item.id === active?.id} onFold={fold} />
          ))}
        </div>
      )}
    </section>
  )
}

/** Tree keys: up, down, first, last; right expands or enters, left collapses or leaves. */
function useTreeKeys(items: readonly OutlineItem[], fold: (id: string, isClosed: boolean) => void) {
  const editor = useEditor()
  return (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const { target } = event
    if (!(target instanceof HTMLElement) || target.dataset.outlineNode === undefined) return
    const index = items.findIndex(({ id }) => id === target.dataset.outlineNode)
    const item = items[index]
    if (!item) return
    const goTo = (id: string | undefined) => {
      if (id === undefined) return
      editor.store.getState().select([id])
      focusNodeElement(editor, id)
    }
    const keys: Readonly<Record<string, () => void>> = {
      arrowdown: () => goTo(items[index + 1]?.id),
      arrowup: () => goTo(items[index - 1]?.id),
      home: () => goTo(items[0]?.id),
      end: () => goTo(items.at(-1)?.id),
      arrowright: () => {
        if (!item.hasChildren) return
        if (item.isExpanded) goTo(items[index + 1]?.id)
        else fold(item.id, false)
      },
      arrowleft: () => (item.isExpanded ? fold(item.id, true) : goTo(item.parent)),
      ' ': () => goTo(item.id),
    }
    const action = keys[event.key.toLowerCase()]
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
}
