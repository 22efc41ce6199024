'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { allOf } from '@/lib/client/query-keys'
import { useContractQuery } from '@/lib/client/use-contract'
import { type Forecast, getForecast } from '@/lib/contracts/forecast'
import { useEditor } from '../state/editor-context'

const STALE_MS = 60_000

/** What a run of the saved draft is expected to take; asked anew when the draft was saved or a run has ended. */
export function useForecast(): Forecast | undefined {
  const { appId, save, run } = useEditor()
  const client = useQueryClient()
  const isSaved = useStore(save, (state) => state.status === 'saved')
  const isActive = useStore(run, (state) => state.isActive)
  const forecast = useContractQuery(getForecast, { params: { appId }, staleTime: STALE_MS, keepPrevious: true })
  useEffect(() => {
    if (isSaved && !isActive) void client.invalidateQueries({ queryKey: allOf(getForecast) })
  }, [client, isSaved, isActive])
  // A drawing with errors has no forecast: what is wrong is said elsewhere.
  return forecast.error ? undefined : forecast.data
}
