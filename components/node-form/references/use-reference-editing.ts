'use client'
import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
} from 'react'
import { useNodeFormContext } from '../node-form-context'
import type { MenuEntry } from './reference-menu'
import { findOpenReference, rawReference } from './reference-options'
import { caretOffset, drawText, hasRawReference, placeCaret, readText, selectedRange } from './reference-text'
import { useReferenceMenu } from './use-reference-menu'

interface Editing {
  element: RefObject<HTMLDivElement | null>
  onChange: (value: string) => void
  multiline: boolean
}

/** Keyboard, paste and menu handling of a field with references. The stored text always matches the element. */
export function useReferenceEditing({ element, onChange, multiline }: Editing) {
  const { describeChip } = useNodeFormContext()
  const { menu, offer, close, hover, onKey } = useReferenceMenu()
  const caret = useRef<number | null>(null)

  /** Replaces a range, renders it, and places the caret after it. */
  const replace = useCallback(
    (start: number, end: number, text: string) => {
      const field = element.current
      if (!field) return
      const before = readText(field)
      const next = before.slice(0, start) + text + before.slice(end)
      caret.current = start + text.length
      drawText(field, next, describeChip.look)
      placeCaret(field, caret.current)
      onChange(next)
    },
    [element, describeChip, onChange],
  )

  const refreshMenu = useCallback(() => {
    const field = element.current
    const at = field ? caretOffset(field) : null
    caret.current = at
    const openReference = field && at !== null ? findOpenReference(readText(field), at) : null
    offer(openReference?.query ?? null)
  }, [element, offer])

  return useMemo(() => {
    function insertAtSelection(text: string) {
      const field = element.current
      const range = field ? selectedRange(field) : null
      if (range) replace(range.start, range.end, text)
    }
    function choose(entry: MenuEntry) {
      const field = element.current
      const at = field ? (caretOffset(field) ?? caret.current ?? readText(field).length) : 0
      const openReference = field ? findOpenReference(readText(field), at) : null
      const raw = entry.type === 'input' ? `{{${entry.name}}}` : rawReference(entry.option)
      replace(openReference?.start ?? at, at, raw)
      close()
      field?.focus()
    }
    return {
      menu,
      choose,
      close,
      hover,
      restoreCaret: () => {
        if (element.current && caret.current !== null) placeCaret(element.current, caret.current)
      },
      openMenu: () => {
        const field = element.current
        if (!field) return
        if (document.activeElement !== field) {
          field.focus()
          placeCaret(field, readText(field).length)
        }
        insertAtSelection('{{')
        refreshMenu()
      },
      onInput: (event: FormEvent<HTMLDivElement>) => {
        const field = event.currentTarget
        if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
        const text = readText(field)
        caret.current = caretOffset(field)
        if (hasRawReference(field)) {
          drawText(field, text, describeChip.look)
          placeCaret(field, caret.current ?? text.length)
        }
        onChange(text)
        refreshMenu()
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (onKey(event, choose)) event.preventDefault()
        else if (event.key === 'Enter') {
          event.preventDefault()
          if (multiline) insertAtSelection('\n')
        }
      },
      onPaste: (event: ClipboardEvent) => {
        event.preventDefault()
        const text = event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n')
        insertAtSelection(multiline ? text : text.replaceAll('\n', ' '))
      },
      onCopy: (event: ClipboardEvent) => copyRaw(event, element.current),
      onCut: (event: ClipboardEvent) => {
        if (copyRaw(event, element.current)) insertAtSelection('')
      },
      onCaretMoved: (event: { type: string } & Partial<Pick<KeyboardEvent, 'key'>>) => {
        if (event.type === 'click' || event.key?.startsWith('Arrow') === true) {
          if (!menu || event.type === 'click') refreshMenu()
        }
      },
    }
  }, [element, menu, multiline, replace, refreshMenu, close, hover, onKey, describeChip, onChange])
}

/** Chips are copied in their stored form, so that pasting restores them. */
function copyRaw(event: ClipboardEvent, field: HTMLElement | null): boolean {
  const range = field ? selectedRange(field) : null
  if (!field || !range || range.start === range.end) return false
  event.preventDefault()
  event.clipboardData.setData('text/plain', readText(field).slice(range.start, range.end))
  return true
}
