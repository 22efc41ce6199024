'use client'
import Link from 'next/link'
import { useState } from 'react'
import { describeCron } from '@/components/schedule/describe-cron'
import { Button } from '@/components/ui/button'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { EmptyState } from '@/components/ui/empty-state'
import { ItemTable } from '@/components/ui/item-table'
import { LazyDialog } from '@/components/ui/lazy-part'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { MoreMenu } from '@/components/ui/more-menu'
import { makePart } from '@/components/ui/part'
import { RunStatusBadge } from '@/components/ui/run-status-badge'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byText } from '@/components/ui/sort-orders'
import { Switch } from '@/components/ui/switch'
import { TableCell, TableRow, WIDE } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listTargets } from '@/lib/contracts/automations'
import {
  deleteSchedule,
  listSchedules,
  runSchedule,
  type ScheduleView,
  updateSchedule,
} from '@/lib/contracts/schedules'
import { useProposal } from './use-proposal'

const scheduleDialog = makePart(() => import('./schedule-dialog').then((module) => module.ScheduleDialog))

const ORDERS: Readonly<Record<string, ListOrder<ScheduleView>>> = {
  next: {
    get label() {
      return t('automations.sortNext')
    },
    compare: byText((schedule) => schedule.nextRuns[0] ?? '9'),
  },
  name: {
    get label() {
      return t('automations.sortName')
    },
    compare: byText((schedule) => schedule.name),
  },
}

export function SchedulesPanel() {
  const schedules = useContractQuery(listSchedules)
  const targets = useContractQuery(listTargets)
  const [open, setOpen] = useState<ScheduleView | 'new' | null>(null)
  const { appId, template, close } = useProposal()
  const proposal = appId !== '' && template?.schedule ? { appId, ...template.schedule } : null
  const canEdit = useHasRole('editor')
  const create = canEdit ? (
    <Button variant="primary" icon="plus" disabled={!targets.data} onClick={() => setOpen('new')}>
      {t('automations.newSchedule')}
    </Button>
  ) : null
  const hasAny = (schedules.data?.schedules.length ?? 0) > 0
  return (
    <section>
      {hasAny ? <div className="mb-4 flex justify-end">{create}</div> : null}
      <ListView
        query={schedules}
        items={schedules.data?.schedules}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState
            icon="clock"
            title={t('automations.noSchedulesTitle')}
            text={t('automations.noSchedulesText')}
            helpPage="guides/schedule-runs"
            action={create}
          />
        }
        searchLabel={t('automations.searchSchedules')}
        textOf={({ name, appName, cron }) => `${name} ${appName} ${describeCron(cron)}`}
        orders={ORDERS}
      >
        {(shown) => <ScheduleTable schedules={shown} onEdit={setOpen} />}
      </ListView>
      {targets.data && proposal ? (
        <LazyDialog
          open
          part={scheduleDialog}
          props={{ targets: targets.data.targets, schedule: null, proposal, onClose: close }}
          onClose={close}
        />
      ) : null}
      {open && targets.data ? (
        <LazyDialog
          open
          part={scheduleDialog}
          props={{
            targets: targets.data.targets,
            schedule: open === 'new' ? null : open,
            onClose: () => setOpen(null),
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  )
}

interface ScheduleTableProps {
  schedules: readonly ScheduleView[]
  onEdit: (schedule: ScheduleView) => void
}

function ScheduleTable({ schedules, onEdit }: ScheduleTableProps) {
  const remove = useContractMutation(deleteSchedule, { invalidates: [listSchedules] })
  return (
    <ItemTable
      columns={[
        { label: t('common.name') },
        { label: t('automations.nextRun'), className: WIDE },
        { label: t('automations.lastRun'), className: WIDE },
        { label: t('automations.enabled') },
      ]}
      items={schedules}
      row={(schedule, onRemove) => (
        <ScheduleRow key={schedule.id} schedule={schedule} onEdit={() => onEdit(schedule)} onDelete={onRemove} />
      )}
      removal={{
        title: (name) => t('automations.deleteScheduleTitle', { name }),
        description: t('automations.deleteScheduleText'),
        busy: remove.isPending,
        run: ({ id }, settings) => remove.mutate({ params: { scheduleId: id } }, settings),
      }}
    />
  )
}

function ScheduleRow(props: { schedule: ScheduleView; onEdit: () => void; onDelete: () => void }) {
  const { schedule, onEdit, onDelete } = props
  const params = { scheduleId: schedule.id }
  const canEdit = useHasRole('editor')
  const canRun = useHasRole('runner')
  const update = useContractMutation(updateSchedule, { invalidates: [listSchedules] })
  const run = useContractMutation(runSchedule, {
    invalidates: [listSchedules],
    onSuccess: () => toast(t('automations.runStarted', { name: schedule.name })),
  })
  const next = schedule.nextRuns[0]
  return (
    <TableRow>
      <TableCell>
        <p className="font-medium">{schedule.name}</p>
        <p className="text-muted text-xs">
          {schedule.appName} · {describeCron(schedule.cron)} · {schedule.timeZone}
        </p>
        {next ? (
          <p className="text-muted text-xs tabular-nums md:hidden">
            {t('automations.nextRun')}: {formatDateTime(next)}
          </p>
        ) : null}
        {schedule.lastError ? (
          <p className="text-warning text-xs">{localizeStored(schedule.lastError, schedule.lastErrorRef)}</p>
        ) : null}
      </TableCell>
      <TableCell className={`${WIDE} text-muted tabular-nums`}>
        {next ? formatDateTime(next) : t('automations.off')}
      </TableCell>
      <TableCell className={`${WIDE} text-muted`}>
        {schedule.lastRunAt && schedule.lastRunId ? (
          <Link href={`/runs/${schedule.lastRunId}`} className="flex items-center gap-2 hover:text-ink hover:underline">
            {schedule.lastRunStatus ? <RunStatusBadge status={schedule.lastRunStatus} inList /> : null}
            {formatRelative(schedule.lastRunAt)}
          </Link>
        ) : (
          t('automations.never')
        )}
      </TableCell>
      <TableCell>
        <Switch
          aria-label={`${t('automations.enabled')}: ${schedule.name}`}
          checked={schedule.enabled}
          disabled={!canEdit}
          onCheckedChange={(enabled) => update.mutate({ params, body: { enabled } })}
        />
      </TableCell>
      <TableCell className="whitespace-nowrap text-right">
        {canRun ? (
          <Button
            size="sm"
            variant="ghost"
            icon="play"
            busy={run.isPending}
            onClick={() => run.mutate({ params })}
            className="max-md:hidden"
          >
            {t('automations.runNow')}
          </Button>
        ) : null}
        {canEdit ? (
          <MoreMenu label={`${t('common.more')}: ${schedule.name}`}>
            <DropdownMenuItem icon="play" onSelect={() => run.mutate({ params })} className="md:hidden">
              {t('automations.runNow')}
            </DropdownMenuItem>
            <DropdownMenuItem icon="pencil" onSelect={onEdit}>
              {t('common.edit')}
            </DropdownMenuItem>
            <DropdownMenuItem icon="trash" tone="danger" onSelect={onDelete}>
              {t('common.delete')}
            </DropdownMenuItem>
          </MoreMenu>
        ) : null}
      </TableCell>
    </TableRow>
  )
}
