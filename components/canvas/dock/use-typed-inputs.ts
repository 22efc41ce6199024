'use client'
import { useEffect, useMemo } from 'react'
import type { JsonObject } from '@/lib/core/json'
import { useEditor } from '../state/editor-context'

const REST_MS = 700

/**
 * Passes the current form or message to the forecast after a pause in typing. Passes nothing when the panel is closed.
 */
export function useTypedInputs(): (inputs: JsonObject | null) => void {
  const { ui } = useEditor()
  const { reportTyped, stop } = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const setTypedInputs = (typedInputs: JsonObject | null) => ui.getState().set({ typedInputs })
    return {
      reportTyped: (inputs: JsonObject | null) => {
        clearTimeout(timer)
        timer = setTimeout(() => setTypedInputs(inputs), REST_MS)
      },
      stop: () => {
        clearTimeout(timer)
        setTypedInputs(null)
      },
    }
  }, [ui])
  useEffect(() => stop, [stop])
  return reportTyped
}
