'use client'
import { type KeyboardEvent, useCallback, useState } from 'react'
import { useNodeFormContext } from '../node-form-context'
import type { MenuEntry } from './reference-menu'
import { asInputName, filterOptions } from './reference-options'

interface Menu {
  entries: MenuEntry[]
  active: number
}

/** Suggestions while a reference is being typed. */
export function useReferenceMenu() {
  const { options } = useNodeFormContext()
  const [menu, setMenu] = useState<Menu | null>(null)

  /** Opens the menu for a query, or closes it if no reference is being typed (null). */
  const offer = useCallback(
    (query: string | null) => setMenu(query === null ? null : { entries: entriesFor(query, options()), active: 0 }),
    [options],
  )
  const close = useCallback(() => setMenu(null), [])
  const hover = useCallback((active: number) => setMenu((current) => current && { ...current, active }), [])
  const move = useCallback((step: number) => setMenu((current) => current && moved(current, step)), [])

  /** @returns whether the menu handled the key */
  const onKey = useCallback(
    ({ key }: KeyboardEvent, choose: (entry: MenuEntry) => void): boolean => {
      const entry = menu?.entries[menu.active]
      if (!menu) return false
      if (key === 'ArrowDown') move(1)
      else if (key === 'ArrowUp') move(-1)
      else if (key === 'Escape') close()
      else if ((key === 'Enter' || key === 'Tab') && entry) choose(entry)
      else return false
      return true
    },
    [menu, move, close],
  )
  return { menu, offer, close, hover, onKey }
}

function moved(menu: Menu, step: number): Menu {
  const count = menu.entries.length
  return count === 0 ? menu : { ...menu, active: (menu.active + step + count) % count }
}

function entriesFor(query: string, options: Parameters<typeof filterOptions>[0]): MenuEntry[] {
  const values = filterOptions(options, query).map((option): MenuEntry => ({ type: 'value', option }))
  const name = asInputName(query)
  return name === null ? values : [...values, { type: 'input', name }]
}
