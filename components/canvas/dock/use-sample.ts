'use client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getAppSample, type TemplateSampleView } from '@/lib/contracts/templates'
import { useEditor } from '../state/editor-context'
import { inputDrafts } from './input-drafts'

/**
 * The sample of the template that the app was created from, until the first run. Its question is filled in, unless
 * something was typed. `version` changes when the composer or form has to be remounted with the question.
 */
export function useSample(): { sample: TemplateSampleView | null; version: string } {
  const { appId, run, ui } = useEditor()
  const hasRun = useStore(run, (state) => state.runs.length > 0)
  const { data } = useContractQuery(getAppSample, { params: { appId }, staleTime: 60_000 })
  const [version, setVersion] = useState('')
  const sample = data?.sample ?? null
  useEffect(() => {
    if (sample === null || hasRun) return
    const { message, formDrafts } = ui.getState()
    if (message !== '' || Object.keys(formDrafts).length > 0) return
    ui.getState().set(inputDrafts(sample.inputs))
    setVersion(sample.templateId)
  }, [sample, hasRun, ui])
  return { sample: hasRun ? null : sample, version }
}
