'use client'
import { ViewportPortal } from '@xyflow/react'
import { describeCron } from '@/components/schedule/describe-cron'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { ScheduleView } from '@/lib/contracts/schedules'
import type { TriggerView } from '@/lib/contracts/triggers'
import { useEditor, useEditorState } from '../state/editor-context'
import type { StartForm } from '../state/ui-store'
import { useSampleRun } from './use-sample-run'

interface StartChipsProps {
  triggers: readonly TriggerView[]
  schedules: readonly ScheduleView[]
}

interface Chip extends StartForm {
  icon: 'clock' | 'plug' | 'zap'
  name: string
  detail: string
  enabled: boolean
  hasSample: boolean
}

/** A group above the first node that opens the form of each schedule, webhook and service event. */
export function StartChips({ triggers, schedules }: StartChipsProps) {
  const { ui } = useEditor()
  const canEdit = useHasRole('editor')
  const place = useStartPlace()
  const runSample = useSampleRun()
  const chips = [...triggers.map(triggerChip), ...schedules.map(scheduleChip)]
  if (chips.length === 0 || place === null) return null
  return (
    <ViewportPortal>
      <section
        aria-label={t('automations.startGroup')}
        className="nopan nodrag pointer-events-auto absolute flex w-60 -translate-y-full flex-col items-start"
        style={{ left: place.x, top: place.y }}
      >
        <ul className="flex w-full flex-col gap-1.5">
          {chips.map(({ kind, id, icon, name, detail, enabled, hasSample }) => (
            <li
              key={`${kind} ${id}`}
              className={cn('overflow-hidden rounded-lg border bg-surface shadow-sm', !enabled && 'border-dashed')}
            >
              <button
                type="button"
                disabled={!canEdit}
                onClick={() => ui.getState().set({ startForm: { kind, id } })}
                className={cn(
                  'flex w-full items-center gap-2 px-2 py-1.5 text-left',
                  canEdit && 'hover:bg-hover',
                  !enabled && 'text-muted',
                )}
              >
                <span className="flex size-6 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
                  <Icon name={icon} size={14} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium text-xs">{name}</span>
                  <span className="block truncate text-2xs text-muted">{detail}</span>
                </span>
              </button>
              {hasSample && canEdit && id !== null ? (
                <button
                  type="button"
                  aria-label={t('automations.useSampleOf', { name })}
                  onClick={() => void runSample(id)}
                  className="flex w-full items-center gap-1.5 border-t px-2 py-1 text-left text-accent text-2xs hover:bg-hover"
                >
                  <Icon name="play" size={12} />
                  {t('automations.useSample')}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
        <span aria-hidden className="ml-5 h-4 border-l border-dashed" />
      </section>
    </ViewportPortal>
  )
}

/** The position of the node with which the app starts, as numbers that change only with it. */
function useStartPlace(): { x: number; y: number } | null {
  const { manifests } = useEditor()
  const key = useEditorState(({ graph, flowNodes }) => {
    const start = graph.nodes.find((node) => manifests(node.type)?.role === 'start')
    const startNode = flowNodes.find(({ id }) => id === start?.id)
    return startNode ? `${startNode.position.x} ${startNode.position.y}` : ''
  })
  const [x, y] = key.split(' ').map(Number)
  return key === '' || x === undefined || y === undefined ? null : { x, y }
}

const withStart = (place: string, about: string, enabled: boolean): string =>
  [...(enabled ? [] : [t('automations.off')]), place, about].filter(Boolean).join(' · ')

/** They start the version that is live in production, or a fixed one. */
function placeOf(versionId: string | null): string {
  return versionId === null ? t('automations.inProduction') : t('automations.fixedVersion')
}

function triggerChip({ id, name, source, sample, enabled, versionId }: TriggerView): Chip {
  const about = source === null ? t('automations.webhookTrigger') : t('automations.eventTrigger')
  return {
    ...{ id, name, enabled, kind: 'webhook', icon: source === null ? 'plug' : 'zap' },
    detail: withStart(placeOf(versionId), about, enabled),
    // The documentation of a service has an event for each of its triggers.
    hasSample: sample !== null || source !== null,
  }
}

function scheduleChip({ id, name, cron, enabled, versionId }: ScheduleView): Chip {
  return {
    ...{ id, name, enabled, kind: 'schedule', icon: 'clock' },
    detail: withStart(placeOf(versionId), describeCron(cron), enabled),
    hasSample: false,
  }
}
