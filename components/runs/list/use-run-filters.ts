'use client'
import { useState } from 'react'
import { useUrlState } from '@/lib/client/hooks/use-url-state'

/** An empty filter matches all runs. All but the search are in the address, so that other pages can link to a list. */
export interface RunFilterValues {
  appId: string
  status: string
  feedback: string
  environment: string
  version: string
  /** A rollout type, or the id of a canary or shadow. */
  trial: string
  search: string
}

export interface RunFilterState {
  filters: RunFilterValues
  set: (name: keyof RunFilterValues, value: string) => void
  reset: () => void
}

export function useRunFilters(): RunFilterState {
  const [appId, setAppId] = useUrlState('app')
  const [status, setStatus] = useUrlState('status')
  const [feedback, setFeedback] = useUrlState('feedback')
  const [environment, setEnvironment] = useUrlState('environment')
  const [version, setVersion] = useUrlState('version')
  const [trial, setTrial] = useUrlState('trial')
  const [search, setSearch] = useState('')
  const setters: Record<keyof RunFilterValues, (value: string) => void> = {
    // Versions, environments and rollouts belong to one app, so they are reset with it.
    appId: (value) => {
      setAppId(value)
      setVersion('')
      setEnvironment('')
      setTrial('')
    },
    status: setStatus,
    feedback: setFeedback,
    environment: setEnvironment,
    version: setVersion,
    trial: setTrial,
    search: setSearch,
  }
  return {
    filters: { appId, status, feedback, environment, version, trial, search },
    set: (name, value) => setters[name](value),
    reset: () => {
      for (const clear of Object.values(setters)) clear('')
    },
  }
}
