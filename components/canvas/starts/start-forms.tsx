'use client'
import { useState } from 'react'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTargets } from '@/lib/contracts/automations'
import type { ScheduleView } from '@/lib/contracts/schedules'
import type { TriggerView } from '@/lib/contracts/triggers'
import { useEditor } from '../state/editor-context'
import type { StartForm } from '../state/ui-store'

const triggerDialog = makePart(() =>
  import('@/components/automations/trigger-dialog').then((module) => module.TriggerDialog),
)
const eventDialog = makePart(() =>
  import('@/components/automations/event-trigger-dialog').then((module) => module.EventTriggerDialog),
)
const scheduleDialog = makePart(() =>
  import('@/components/automations/schedule-dialog').then((module) => module.ScheduleDialog),
)
const secretDialog = makePart(() =>
  import('@/components/automations/secret-dialog').then((module) => module.SecretDialog),
)

interface StartFormsProps {
  form: StartForm
  triggers: readonly TriggerView[]
  schedules: readonly ScheduleView[]
}

/** The form of a schedule, webhook or service event of this app. */
export function StartForms({ form: { kind, id }, triggers, schedules }: StartFormsProps) {
  const { appId, ui } = useEditor()
  const [created, setCreated] = useState<{ trigger: TriggerView; secret: string } | null>(null)
  const found = useContractQuery(listTargets).data?.targets
  const targets = found?.filter((target) => target.appId === appId)
  const onClose = () => ui.getState().set({ startForm: null })
  if (!targets) return null
  if (created) return <LazyDialog open part={secretDialog} props={{ created, onClose }} onClose={onClose} />
  if (kind === 'schedule') {
    const schedule = schedules.find((item) => item.id === id) ?? null
    return <LazyDialog open part={scheduleDialog} props={{ targets, schedule, onClose }} onClose={onClose} />
  }
  if (kind === 'event')
    return <LazyDialog open part={eventDialog} props={{ targets, proposed: null, onClose }} onClose={onClose} />
  const trigger = triggers.find((item) => item.id === id) ?? null
  const props = { targets, trigger, onCreated: setCreated, onClose }
  return <LazyDialog open part={triggerDialog} props={props} onClose={onClose} />
}
