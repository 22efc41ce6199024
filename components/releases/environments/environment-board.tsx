'use client'
import { useState } from 'react'
import type { EnvironmentView } from '@/lib/contracts/environments'
import type { VersionView } from '@/lib/contracts/versions'
import { type PromoteChoice, PromoteDialog } from '../promote-dialog'
import { RolloutDialog } from '../rollouts/rollout-dialog'
import { EnvironmentColumn } from './environment-column'

export interface EnvironmentBoardProps {
  appId: string
  environments: readonly EnvironmentView[]
  versions: readonly VersionView[]
  onCompare: () => void
}

/** One column per environment, in promotion order. */
export function EnvironmentBoard({ appId, environments, versions, onCompare }: EnvironmentBoardProps) {
  const [promoting, setPromoting] = useState<PromoteChoice | null>(null)
  const [trying, setTrying] = useState<EnvironmentView | null>(null)
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
        {environments.map((environment, index) => {
          const next = environment.isStandard ? (environments[index + 1] ?? null) : null
          return (
            <EnvironmentColumn
              key={environment.name}
              appId={appId}
              environment={environment}
              next={next?.isStandard ? next : null}
              names={environments.map(({ name }) => name)}
              onPromote={(to, versionId) => setPromoting({ environment: to, versionId })}
              onTry={() => setTrying(environment)}
              onCompare={onCompare}
            />
          )
        })}
      </div>
      {promoting ? (
        <PromoteDialog appId={appId} choice={promoting} versions={versions} onClose={() => setPromoting(null)} />
      ) : null}
      {trying ? (
        <RolloutDialog appId={appId} environment={trying} versions={versions} onClose={() => setTrying(null)} />
      ) : null}
    </>
  )
}
