'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { allOf } from '@/lib/client/query-keys'
import { useContractQuery } from '@/lib/client/use-contract'
import { type Forecast, getForecast } from '@/lib/contracts/forecast'
import { useEditor } from '../state/editor-context'

const STALE_MS = 60_000

/** What a run of the saved draft is expected to take; undefined while unknown, and for a drawing with errors. */
export function useForecast(): Forecast | undefined {
  const { appId } = useEditor()
  const forecast = useContractQuery(getForecast, { params: { appId }, staleTime: STALE_MS, keepPrevious: true })
  return forecast.error ? undefined : forecast.data
}

/** Asks anew when the draft was saved or a run has ended. Used once a page. */
export function useFreshForecast(): void {
  const { save, run } = useEditor()
  const client = useQueryClient()
  const isSettled = useStore(save, (state) => state.status === 'saved')
  const isIdle = useStore(run, (state) => !state.isActive)
  const wasReady = useRef(true)
  useEffect(() => {
    const isReady = isSettled && isIdle
    if (isReady && !wasReady.current) void client.invalidateQueries({ queryKey: allOf(getForecast) })
    wasReady.current = isReady
  }, [client, isSettled, isIdle])
}
