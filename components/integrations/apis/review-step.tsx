'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { BodyInputOf } from '@/lib/contracts/contract'
import {
  type ApiComparison,
  type CustomApiView,
  type compareCustomApi,
  getCustomApiSelection,
  listCustomApis,
  type OperationChange,
  updateCustomApi,
} from '@/lib/contracts/custom-apis/custom-apis'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { changeText } from './note-text'

export interface ReviewStepProps {
  api: CustomApiView
  selection: BodyInputOf<typeof compareCustomApi>
  comparison: ApiComparison
  onBack: () => void
}

const SECTIONS = ['breaking', 'removed', 'changed', 'added'] as const

/** Changes of a new version of an imported API, and the steps that use it. */
export function ReviewStep({ api, selection, comparison, onBack }: ReviewStepProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<Error | null>(null)
  const update = useContractMutation(updateCustomApi, {
    invalidates: [listCustomApis, listApiPlugins, getCustomApiSelection],
    onSuccess: ({ name, version, plugin }) => {
      toast.success(t('apis.applied', { name, version }))
      router.push(`/integrations/${plugin}`)
    },
    onError: setProblem,
  })
  const isSame = SECTIONS.every((section) => comparison[section].length === 0) && !comparison.isConnectionChanged
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h2 className="font-semibold text-base">{t('apis.reviewTitle', { name: api.name })}</h2>
        <p className="text-muted text-sm">
          {isSame ? t('apis.noChanges') : t('apis.reviewText', { version: api.version })}
        </p>
        {comparison.unchangedCount > 0 ? (
          <p className="text-muted text-sm">{t('apis.unchanged', { count: comparison.unchangedCount })}</p>
        ) : null}
      </div>
      {comparison.isConnectionChanged ? (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">{t('apis.connectionChanged')}</p>
      ) : null}
      {SECTIONS.map((section) =>
        comparison[section].length === 0 ? null : (
          <section key={section} aria-label={t(`apis.change-${section}`)}>
            <h3 className="mb-2 flex items-center gap-2 font-medium text-sm">
              {t(`apis.change-${section}`)}
              <Badge>{comparison[section].length}</Badge>
            </h3>
            <ul className="divide-y rounded-lg border bg-surface">
              {comparison[section].map((change) => (
                <ChangeRow key={change.operation} change={change} />
              ))}
            </ul>
          </section>
        ),
      )}
      <FormError error={problem} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>{t('apis.back')}</Button>
        <Button
          variant="primary"
          disabled={isSame}
          busy={update.isPending}
          onClick={() =>
            update.mutate({ params: { customApiId: api.id }, body: { version: api.version, ...selection } })
          }
        >
          {t('apis.apply', { version: api.version + 1 })}
        </Button>
      </div>
    </div>
  )
}

function ChangeRow({ change: { operation, label, changes, nodes } }: { change: OperationChange }) {
  return (
    <li className="px-3 py-2 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{label}</span>
        <code className="break-all font-mono text-muted text-xs">{operation}</code>
      </p>
      {changes.map((change) => (
        <p key={`${change.key} ${change.about}`} className="text-muted text-xs">
          {changeText(change)}
        </p>
      ))}
      {nodes.length > 0 ? (
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
          <span className="text-faint">{t('apis.usedBy')}</span>
          {nodes.map(({ appId, appName, nodeId, nodeName, isLive }) => (
            <span key={`${appId} ${nodeId}`} className="inline-flex items-center gap-1">
              <Link href={`/apps/${appId}`} className="text-accent underline">
                {t('apis.usedIn', { node: nodeName, app: appName })}
              </Link>
              {isLive ? <Badge tone="success">{t('apis.live')}</Badge> : null}
            </span>
          ))}
        </p>
      ) : null}
    </li>
  )
}
