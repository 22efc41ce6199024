'use client'
import Link from 'next/link'
import { useEffect } from 'react'
import { GatePanel } from '@/components/gates/gate-panel'
import { isBlockedBy, useGateCheck } from '@/components/gates/use-gate-check'
import { withOverride } from '@/components/gates/with-override'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { LIVE_VERSION_QUERIES } from '@/lib/client/queries/live-version-queries'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type EnvironmentView, listEnvironments } from '@/lib/contracts/environments'
import { publishVersion, type VersionView } from '@/lib/contracts/versions'
import type { Graph } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { PublishAccess } from './publish-access'
import { PublishChecks } from './publish-checks'
import type { Published } from './published-note'
import { changeCount } from './versions/change-count'
import { ChangesSince } from './versions/changes-since'
import { type Comparison, useComparison } from './versions/use-comparison'

/** Offered until the list of environments is loaded. */
const PRODUCTION = [{ name: 'production', needsApproval: false }]

export interface PublishFormProps {
  appId: string
  graph: Graph
  revision: number
  /** Null while the draft is being checked. */
  issues: readonly GraphIssue[] | null
  live: VersionView | null
  onPublished: (published: Published) => void
  /** Shows the problems on the canvas. */
  onShowProblems: () => void
}

/** Changes and checks of the next version, a note, and the publish button. */
export function PublishForm({ appId, graph, revision, issues, live, onPublished, onShowProblems }: PublishFormProps) {
  const environments = useContractQuery(listEnvironments, { params: { appId } })
  const form = useContractForm(publishVersion, {
    params: { appId },
    initial: { note: '', revision, environment: 'production' },
    invalidates: LIVE_VERSION_QUERIES,
    onSuccess: ({ version: { number }, publication, release }) => {
      const environment = form.values.environment ?? 'production'
      onPublished({ number, environment, isWaiting: release.status === 'waiting', publication })
    },
  })
  const environment = form.values.environment ?? 'production'
  const target = environments.data?.environments.find(({ name }) => name === environment)
  const liveVersion = liveThere(target, environment, live)
  const comparison = useComparison(appId, graph, liveVersion?.versionId)
  const isLiveAlready = isSame(comparison, target)
  const gated = useGateCheck({ appId, environment, revision }).data
  const isGated = isBlockedBy(gated?.gate, gated?.check) && !form.values.override
  const hasErrors = issues?.some(({ severity }) => severity === 'error') ?? false
  const blockedReason = hasErrors
    ? t('publish.blockedByProblems')
    : isGated
      ? t('publish.blockedByGate', { environment })
      : isLiveAlready
        ? t('publish.liveAlready', { environment })
        : ''
  // The draft may be saved while the dialog is open; the displayed revision is published.
  const { set } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: `set` is a new function in each render with the same effect.
  useEffect(() => set({ revision }), [revision])
  return (
    <form onSubmit={form.onSubmit} className="flex flex-col gap-4">
      <Field
        label={t('publish.where')}
        hint={isLiveAlready ? t('publish.liveAlready', { environment }) : t('publish.whereHint')}
      >
        {(control) => (
          <Select
            {...control}
            className="max-w-64"
            value={environment}
            onValueChange={(environment) => form.set({ environment })}
            options={(environments.data?.environments ?? PRODUCTION).map(({ name, needsApproval }) => ({
              value: name,
              label: name,
              ...(needsApproval ? { description: t('publish.asksFirst') } : {}),
            }))}
          />
        )}
      </Field>
      {blockingError(environments) ? (
        <ErrorPanel
          error={environments.error}
          title={t('publish.whereUnknown')}
          onRetry={() => void environments.refetch()}
        />
      ) : null}
      <ChangeSummary {...{ graph, live, environment, target, liveVersion, comparison }} />
      <GatePanel
        {...{ appId, environment, revision }}
        override={form.values.override?.reason ?? null}
        onOverride={(reason) => form.replace(withOverride(form.values, reason))}
      />
      {environment === 'production' ? <PublishAccess appId={appId} /> : null}
      <PublishChecks appId={appId} graph={graph} issues={issues} onShow={onShowProblems} />
      <p role="status" className="sr-only">
        {isLiveAlready ? t('publish.liveAlready', { environment }) : spokenChanges(comparison, liveVersion)}
      </p>
      <Field label={t('publish.note')} hint={t('publish.noteHint')} error={form.errors.note}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={form.values.note ?? ''}
            onChange={(event) => form.set({ note: event.target.value })}
          />
        )}
      </Field>
      <FormError error={form.error} />
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex items-center justify-between gap-3 border-t bg-raised px-5 py-3">
        <Link href={`/apps/${appId}/releases`} className="text-accent text-sm underline underline-offset-2">
          {t('publish.releases')}
        </Link>
        <p className="min-w-0 flex-1 text-right text-muted text-sm">{blockedReason}</p>
        <Button
          type="submit"
          variant="accent"
          icon="rocket"
          busy={form.busy}
          disabled={isLiveAlready || hasErrors || isGated}
        >
          {(target ? target.live : live) ? t('publish.publishAgain') : t('publish.publishFirst')}
        </Button>
      </div>
    </form>
  )
}

interface Live {
  versionId: string
  number: number
}

/** Only the live version of production is known before the environments are loaded. */
function liveThere(target: EnvironmentView | undefined, environment: string, live: VersionView | null): Live | null {
  if (target) return target.live
  return environment === 'production' && live ? { versionId: live.id, number: live.number } : null
}

/** An identical version would change nothing. With a rollout it may. */
function isSame({ diff }: Comparison, target: EnvironmentView | undefined): boolean {
  return !!diff && !!target && !target.rollout && !diff.changesRuns && diff.nodes.moved.length === 0
}

/** Screen reader summary of the comparison; the list itself can be read. */
function spokenChanges({ diff }: Comparison, liveVersion: Live | null): string {
  const count = diff ? changeCount(diff) : 0
  return liveVersion && count > 0 ? t('publish.changesSpoken', { count, number: liveVersion.number }) : ''
}

interface WhatChangesProps extends Pick<PublishFormProps, 'graph' | 'live'> {
  environment: string
  /** The environment with that name; undefined until the list is loaded. */
  target: EnvironmentView | undefined
  liveVersion: Live | null
  comparison: Comparison
}

function ChangeSummary({ graph, live, environment, target, liveVersion, comparison }: WhatChangesProps) {
  if (!live && !target?.live) return <First graph={graph} />
  if (liveVersion) return <ChangesSince {...comparison} environment={environment} number={liveVersion.number} />
  return target ? (
    <p className="rounded-lg border bg-surface px-4 py-3 text-muted text-sm">
      {t('publish.nothingLive', { environment, count: graph.nodes.length })}
    </p>
  ) : null
}

function First({ graph }: { graph: Graph }) {
  return (
    <div className="flex items-start gap-3 rounded-lg border bg-surface p-4">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-strong">
        <Icon name="rocket" size={18} />
      </span>
      <div>
        <p className="font-medium text-sm">{t('publish.firstTitle')}</p>
        <p className="text-muted text-sm">{t('publish.firstText')}</p>
        <p className="mt-1 text-faint text-xs">{t('publish.nodes', { count: graph.nodes.length })}</p>
      </div>
    </div>
  )
}
