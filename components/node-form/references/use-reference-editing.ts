'use client'
import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useNodeFormContext } from '../node-form-context'
import type { MenuEntry } from './reference-menu'
import { asInputName, filterOptions, findOpenReference, rawReference } from './reference-options'
import { caretOffset, drawText, hasRawReference, placeCaret, readText, selectedRange } from './reference-text'

interface Editing {
  element: RefObject<HTMLDivElement | null>
  onChange: (value: string) => void
  multiline: boolean
}

interface Menu {
  entries: MenuEntry[]
  active: number
}

/** Keystrokes, pasting and the menu of a field with references. The stored text is always what the element shows. */
export function useReferenceEditing({ element, onChange, multiline }: Editing) {
  const { options, describeChip } = useNodeFormContext()
  const [menu, setMenu] = useState<Menu | null>(null)
  const caret = useRef<number | null>(null)

  /** Writes text in place of a range, draws it, and puts the caret behind it. */
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
    const open = field && at !== null ? findOpenReference(readText(field), at) : null
    setMenu(open ? { entries: entriesFor(open.query, options()), active: 0 } : null)
  }, [element, options])

  return useMemo(() => {
    function insertAtSelection(text: string) {
      const field = element.current
      const range = field ? selectedRange(field) : null
      if (range) replace(range.start, range.end, text)
    }
    function choose(entry: MenuEntry) {
      const field = element.current
      const at = field ? (caretOffset(field) ?? caret.current ?? readText(field).length) : 0
      const open = field ? findOpenReference(readText(field), at) : null
      const raw = entry.type === 'input' ? `{{${entry.name}}}` : rawReference(entry.option)
      replace(open?.start ?? at, at, raw)
      setMenu(null)
      field?.focus()
    }
    function moveInMenu(step: number) {
      setMenu((current) => {
        if (!current || current.entries.length === 0) return current
        const count = current.entries.length
        return { ...current, active: (current.active + step + count) % count }
      })
    }
    /** @returns whether the menu took the key. */
    function menuKey(event: KeyboardEvent): boolean {
      const entry = menu?.entries[menu.active]
      if (!menu) return false
      if (event.key === 'ArrowDown') moveInMenu(1)
      else if (event.key === 'ArrowUp') moveInMenu(-1)
      else if (event.key === 'Escape') setMenu(null)
      else if ((event.key === 'Enter' || event.key === 'Tab') && entry) choose(entry)
      else return false
      return true
    }
    return {
      menu,
      choose,
      close: () => setMenu(null),
      hover: (active: number) => setMenu((current) => current && { ...current, active }),
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
        if (menuKey(event)) event.preventDefault()
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
  }, [element, menu, multiline, replace, refreshMenu, describeChip, onChange])
}

/** Chips are copied as what is stored, so that they are chips again where they are pasted. */
function copyRaw(event: ClipboardEvent, field: HTMLElement | null): boolean {
  const range = field ? selectedRange(field) : null
  if (!field || !range || range.start === range.end) return false
  event.preventDefault()
  event.clipboardData.setData('text/plain', readText(field).slice(range.start, range.end))
  return true
}

function entriesFor(query: string, options: Parameters<typeof filterOptions>[0]): MenuEntry[] {
  const values = filterOptions(options, query).map((option): MenuEntry => ({ type: 'value', option }))
  const name = asInputName(query)
  return name === null ? values : [...values, { type: 'input', name }]
}
