'use client'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listSchedules } from '@/lib/contracts/schedules'
import { listTriggers } from '@/lib/contracts/triggers'
import { useEditor, useUi } from '../state/editor-context'
import { StartChips } from './start-chips'
import { StartForms } from './start-forms'

/** What starts the app without a person: chips above its first node, and their forms. */
export function Starts() {
  const { appId } = useEditor()
  const form = useUi((state) => state.startForm)
  const query = { query: { appId } }
  const triggers = useContractQuery(listTriggers, query).data?.triggers ?? []
  const schedules = useContractQuery(listSchedules, query).data?.schedules ?? []
  return (
    <>
      <StartChips triggers={triggers} schedules={schedules} />
      {form ? <StartForms form={form} triggers={triggers} schedules={schedules} /> : null}
    </>
  )
}
