'use client'
import { type KeyboardEvent, useRef } from 'react'
import type { SelectOption } from './overlays/select-option'

const PAUSE_MS = 1_000

/** Selects an option of a closed select by its first letters; repeating a letter selects the next match. */
export function useTypeahead() {
  const typed = useRef({ text: '', atMs: 0 })
  return (event: KeyboardEvent, options: readonly SelectOption[], value: string | undefined) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return undefined
    const { text, atMs } = typed.current
    const next = (event.timeStamp - atMs < PAUSE_MS ? text : '') + event.key.toLowerCase()
    typed.current = { text: next, atMs: event.timeStamp }
    return findOption(next, options, value)
  }
}

export function findOption(text: string, options: readonly SelectOption[], value: string | undefined) {
  const isRepeated = text.length > 1 && [...text].every((letter) => letter === text[0])
  const start = isRepeated ? text.slice(0, 1) : text
  const from = options.findIndex((option) => option.value === value)
  // A new letter continues behind the current option; further letters may still match it.
  const first = start.length === 1 ? from + 1 : Math.max(from, 0)
  const ordered = [...options.slice(first), ...options.slice(0, first)]
  return ordered.find(
    ({ label, disabled }) => !disabled && typeof label === 'string' && label.toLowerCase().startsWith(start),
  )
}
