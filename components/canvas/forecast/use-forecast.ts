'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { allOf } from '@/lib/client/queries/query-keys'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type Forecast, getForecast, makeForecast } from '@/lib/contracts/forecast'
import { useEditor, useEditorState, useUi } from '../state/editor-context'

const STALE_MS = 60_000

/**
 * Forecast of a run of the saved draft with the inputs in the run panel. Undefined while unknown, and for a graph with
 * errors.
 */
export function useForecast(): Forecast | undefined {
  const { appId, save } = useEditor()
  const isSaved = useStore(save, (state) => state.status === 'saved')
  const isRunnable = useEditorState(
    ({ isChecked, issues }) => isChecked && !issues.some(({ severity }) => severity === 'error'),
  )
  const inputs = useUi((state) => state.typedInputs)
  // The server rejects drafts with errors, so no forecast is requested for them.
  const enabled = isSaved && isRunnable
  const options = { params: { appId }, staleTime: STALE_MS, keepPrevious: true, enabled }
  const plain = useContractQuery(getForecast, options)
  const typed = useContractQuery(makeForecast, {
    ...options,
    body: inputs ? { inputs } : {},
    enabled: enabled && inputs !== null,
  })
  if (plain.error || !isRunnable) return undefined
  return (inputs ? typed.data : undefined) ?? plain.data
}

/** Refetches when the draft was saved or a run has ended. Used once per page. */
export function useFreshForecast(): void {
  const { save, run } = useEditor()
  const client = useQueryClient()
  const isSettled = useStore(save, (state) => state.status === 'saved')
  const isIdle = useStore(run, (state) => !state.isActive)
  const wasReady = useRef(true)
  useEffect(() => {
    const isReady = isSettled && isIdle
    if (isReady && !wasReady.current)
      for (const operation of [getForecast, makeForecast]) void client.invalidateQueries({ queryKey: allOf(operation) })
    wasReady.current = isReady
  }, [client, isSettled, isIdle])
}
